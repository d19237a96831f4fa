import type { ContentClass } from './index.ts'

// The plainest ways to ask for the time, for an order of one's own, for a poem in German, French, Spanish, Italian, Portuguese, Dutch,
// Russian, Chinese and Japanese. English has the rest: where these say nothing, a question is taken for everybody's.

/** \b knows no letters but the English ones. */
const END = String.raw`(?![\p{L}\p{N}])`
const BEGIN = String.raw`(?<![\p{L}\p{N}])`
const NOW = `${BEGIN}(?:heute|morgen|jetzt|gerade|gestern|momentan|aktuell\\p{L}{0,2}|aujourd'hui|demain|hier|maintenant|ce soir|en ce moment|hoy|mañana|ayer|ahora|esta noche|oggi|domani|ieri|adesso|stasera|hoje|amanhã|ontem|agora|vandaag|gisteren|vanavond|сегодня|завтра|вчера|сейчас)${END}`
/** Further on, no year. */
const NO_YEAR = String.raw`(?!.{0,100}(?<!\d)(?:1\d|20)\d\d(?!\d))`
const MATTER = `${BEGIN}(?:wetter|regnet|regnen|schneit|nachrichten|schlagzeilen|\\p{L}{0,12}kurs|\\p{L}{0,8}preis|météo|quel temps|pleut|pleuvoir|les nouvelles|prix|cours (?:de l[a']|du|de change)|qué tiempo|clima|llueve|llover|noticias|precio|cotización|che tempo|meteo|piove|piovere|notizie|prezzo|como está o tempo|previsão|chover|chove|notícias|preço|cotação|weer|regent|nieuws|koers|prijs|погода|дождь|курс|новости|цена)${END}`

const TIME = [
  /^(?:wie ?viel uhr|wie spät) (?:ist|haben)|^(?:welcher|was für ein) (?:wochen)?tag ist (?:heute|morgen)|^(?:welches datum|der wievielte|den wievielten)/u,
  /^(?:quelle heure est(?:-il| il)|il est quelle heure|quel jour (?:est-on|sommes-nous|on est)|on est quel jour|quelle est la date (?:d'aujourd'hui|du jour)|c'est quoi la date)/u,
  /^[¿¡]?qu[ée] (?:hora|horas) (?:es|son)(?: (?:en|ahora)|$)|^[¿¡]?qu[ée] (?:día|fecha) es (?:hoy|mañana)|^[¿¡]?a qu[ée] (?:día|fecha) estamos/u,
  /^che or[ae] (?:sono|è)|^che giorno (?:è|siamo)|^que horas são|^que (?:dia|data) é hoje|^hoe laat is het(?: nu|$)|^(?:welke dag|welke datum) is het/u,
  /^(?:который (?:сейчас )?час|сколько (?:сейчас )?врем(?:ени|я)|как(?:ое|ой) сегодня (?:число|день|дата|праздник))/u,
  /^(?:请问)?(?:现在)?几点|(?:今天|明天)(?:是)?(?:星期几|几号|几月几|周几|(?:的)?天气)|今何時|今日(?:は)?何(?:曜日|日)|(?:今日|明日)の天気/u,
  new RegExp(`${MATTER}[^.?!]{0,60}${NOW}|${NOW}[^.?!]{0,60}${MATTER}`, 'u'),
  // Who holds an office; who held it in a year, or first, does not change.
  new RegExp(`^wer ist (?:(?:der|die|gerade|derzeit|momentan|aktuell|jetzt|aktueller?|derzeitiger?|neuer?|amtierender?) ){0,3}(?:bundes|vize|us-)?(?:kanzler|präsident|minister|ministerpräsident|premierminister|außenminister|finanzminister|bürgermeister|oberbürgermeister|papst|könig|trainer|bundestrainer|ceo|chef)(?:in)?${END}${NO_YEAR}`, 'u'),
  new RegExp(`^(?:qui est|c'est qui) (?:(?:l'actuel(?:le)?|le nouveau|la nouvelle|le|la) ?)?(?:vice-)?(?:président|premier ministre|première ministre|ministre|chancelier|chancelière|maire|pape|roi|reine|entraîneur|sélectionneur|pdg)e?${END}${NO_YEAR}`, 'u'),
  new RegExp(`^[¿¡]?qui[ée]n es (?:ahora )?(?:el|la) (?:actual |nuev[oa] )?(?:vice)?(?:president[ea]|primer[ao]? ministr[oa]|ministr[oa]|canciller|alcalde|alcaldesa|papa|rey|reina|entrenador|seleccionador|director general|ceo)${END}${NO_YEAR}`, 'u'),
  new RegExp(`^chi è (?:(?:l'attuale|il nuovo|la nuova|il|la|l') ?)?(?:vice)?(?:presidente|primo ministro|premier|ministr[oa]|cancelliere|sindac[oa]|papa|re|regina|allenatore|ct|amministratore delegato)${END}${NO_YEAR}`, 'u'),
  new RegExp(`^quem é (?:o|a) (?:atual |nov[oa] )?(?:vice-)?(?:president[ea]|primeir[oa]-ministr[oa]|ministr[oa]|chanceler|prefeit[oa]|papa|rei|rainha|treinador|técnico|ceo)${END}${NO_YEAR}`, 'u'),
  new RegExp(`^wie is (?:nu |momenteel )?(?:de )?(?:huidige |nieuwe )?(?:vice)?(?:premier|president|minister-president|minister|bondskanselier|burgemeester|paus|koning|koningin|bondscoach|trainer|ceo)${END}${NO_YEAR}`, 'u'),
  new RegExp(`^кто (?:сейчас )?(?:президент|премьер-министр|министр|канцлер|мэр|папа римский|король|королева|тренер)${END}${NO_YEAR}`, 'u')
]

const ACCOUNT = [
  new RegExp(`^(?:wo (?:ist|sind|bleibt|bleiben)|wann (?:kommt|kommen|wird)|was ist mit|wie ist der status (?:von|für)) (?:denn )?mein(?:e|er|em)? (?:bestellung|paket|lieferung|sendung|rückerstattung|geld|rechnung|erstattung)${END}`, 'u'),
  new RegExp(`^wie (?:hoch|viel) ist (?:denn )?mein(?:e)? (?:kontostand|guthaben|saldo|rechnung|gehalt)${END}|^wie viel geld habe ich${END}`, 'u'),
  new RegExp(`^(?:où (?:est|en est|sont|se trouve)|quand (?:arrive|arrivera)) (?:ma|mon|mes) (?:commande|colis|livraison|remboursement|facture)s?${END}|^quel est (?:le solde de mon compte|mon solde)${END}|^combien (?:ai-je|j'ai) sur mon compte`, 'u'),
  new RegExp(`^[¿¡]?(?:dónde está|donde está|cuándo llega(?:rá)?|cuál es el estado de) (?:mi|mis) (?:pedido|paquete|envío|reembolso|orden|factura)s?${END}|^[¿¡]?(?:cuál es mi saldo|cuánto (?:dinero )?tengo en (?:mi|la) cuenta)${END}`, 'u'),
  new RegExp(`^(?:dov'è|dove si trova|quando arriva) (?:il mio|la mia) (?:ordine|pacco|spedizione|consegna|rimborso|fattura)${END}|^qual è il (?:mio saldo|saldo del mio conto)`, 'u'),
  new RegExp(`^(?:onde est(?:á|ão)|cadê|quando chega) (?:o |a )?(?:meu|minha) (?:pedido|encomenda|entrega|reembolso|fatura|pacote)${END}|^qual é o (?:meu saldo|saldo da minha conta)`, 'u'),
  new RegExp(`^(?:waar (?:is|blijft)|wanneer komt) mijn (?:bestelling|pakket|pakje|levering|factuur|terugbetaling)${END}|^(?:wat is mijn saldo|hoeveel staat er op mijn rekening)`, 'u'),
  new RegExp(`^(?:где мо[йяё]|когда придёт мо[йяё]) (?:заказ|посылка|доставка|возврат)${END}|^какой у меня баланс`, 'u'),
  /^我的(?:订单|包裹|快递|退款)(?:在哪|到哪|什么时候)|(?:私の)?(?:注文|荷物)は(?:今)?どこ/u
]

const SOME_WORDS = String.raw`(?:\p{L}{1,20} ){0,2}`
const CREATIVE = [
  new RegExp(`^(?:schreibe?|dichte|erfinde|erzähle?|verfasse|reime)(?: mir| uns)?(?: bitte)? (?:noch )?eine?n? ${SOME_WORDS}(?:gedicht|geschichte|witz|lied|liedtext|songtext|märchen|rätsel|haiku|limerick)${END}`, 'u'),
  new RegExp(`^(?:écris|écrivez|raconte|racontez|invente|inventez|compose|dis)(?:-moi|-nous)? (?:encore )?une? ${SOME_WORDS}(?:poème|histoire|blague|chanson|conte|devinette|haïku)${END}(?! (?:de (?:la|l')|du))`, 'u'),
  new RegExp(`^(?:escribe|escríbeme|cuenta|cuéntame|inventa|invéntame|dime|compón|haz|hazme) (?:un|una|otro|otra) ${SOME_WORDS}(?:poema|cuento|historia|chiste|canción|adivinanza|broma|haiku)${END}`, 'u'),
  new RegExp(`^(?:scrivi|scrivimi|racconta|raccontami|inventa|dimmi|componi) un[ao']? ?(?:altr[ao] )?${SOME_WORDS}(?:poesia|storia|barzelletta|canzone|fiaba|favola|indovinello|haiku)${END}`, 'u'),
  new RegExp(`^(?:escreva|escreve|conte|conta|invente|crie)(?:-me| me)? (?:um|uma|outro|outra) ${SOME_WORDS}(?:poema|história|piada|música|canção|conto|adivinha|haicai)${END}`, 'u'),
  new RegExp(`^(?:schrijf|vertel|verzin|maak)(?: me| mij| eens){0,2} (?:nog )?een ${SOME_WORDS}(?:gedicht|verhaal|verhaaltje|mop|grap|liedje|raadsel|sprookje|haiku)${END}`, 'u'),
  new RegExp(`^(?:напиши|сочини|придумай|расскажи)(?: мне)? ${SOME_WORDS}(?:стих|стихи|стихотворение|сказку|анекдот|шутку|песню|загадку|хокку)${END}`, 'u'),
  /^请?(?:你)?(?:给我|帮我|为我)?(?:讲|说|写|编)(?:一)?(?:个|首|段|篇)?(?:笑话|故事|诗|歌词|谜语)$|^.{0,40}(?:詩|物語|俳句|ジョーク|冗談|なぞなぞ)を(?:書いて|作って|言って|話して)/u
]

const RULES = { time_relative: TIME, account: ACCOUNT, creative: CREATIVE } satisfies Partial<Record<ContentClass, RegExp[]>>

/** @param text normalised: lower case, no end punctuation, no politeness */
export const isOfElsewhere = (name: keyof typeof RULES, text: string): boolean => RULES[name].some((rule) => rule.test(text))
