// Questions written for these tests, by the class they are of. `none` are the ones that look like one and are not.
const list = (text: string) => text.trim().split('\n').map((line) => line.trim())

export const questions = {
  time_relative: list(`
    what's leaving netflix
    president of peru these days
    nvidia shares
    who's hosting next
    is ikea still open
    are the shops open late
    is the museum of modern art open
    are restaurants in bergen open
    how many covid cases in peru
    how many flu deaths so far
    is it hot in the maldives
    is it still light in oslo
    what's the surf like
    how are tesla shares doing
    which city is hosting the olympics
    is pele still alive
    eur conversion rate
    arsenal vs chelsea result
    india vs australia live
    humidity in singapore
    what should i wear now
    aurora forecast kiruna
    any fog over the severn
    is it icy outside in graz
    when is low tide at whitby
    what time is iftar in leicester
    how many rupees is a dollar
    swiss franc to euro
    how did renault shares do
    value of adidas shares
    cost of petrol in malta
    savings rates denmark
    road closures exeter
    luton airport arrivals
    ferries running to arran
    who is ahead in the nhl west
    is it too early to text chile
    what shall i prune this month
    movie times ghent
    wind in dundee
    road conditions on the brenner pass
    is it foggy in trieste
    do i need gloves in tromsø today
    do i need a coat in tromsø
    do we need sunscreen in sofia
    how's the air in krakow
    what are the slopes like in davos
    ferry to bastia tomorrow
    has the 7.15 to york gone
    40 quid in zloty
    250 pounds in zloty
    how much is the norwegian krone
    platinum spot
    fed rate
    eurozone inflation
    fixtures feyenoord
    next motogp race
    pistons result
    wordle clue
    horoscope virgo
    spotify top 50
    opening hours of the baths today
    what should i sow now
    which vegetables are in season
    can we still register for the run
    what's new in lebanon
    who is coaching ajax
    who scored for wales
    mayor of ghent
    reigning world chess champion
    pixel newest phone
    weather lyon
    forecast for the isle of skye
    malmö weather tomorrow
    pollen count leipzig
    low tide whitby
    sunset in reykjavik
    sunrise denver
    prayer times karachi
    time osaka
    toronto time now
    traffic to the harbour
    m25 traffic
    congestion on the north circular
    flight status KL1021
    LX 38 arrival time
    has QF 9 landed
    is flight LX38 boarding
    bus delays sheffield
    next ferry to mull
    train times york leeds
    cheap flights to malaga
    pound euro exchange rate
    yen to dollar rate
    exchange rate for the krone
    exchange rates
    doge usd
    litecoin price
    price of copper
    show me the diesel price in norway
    what's the petrol price in wales
    spotify stock
    NVO shares chart
    check the share price of ryanair
    dax futures
    mortgage rates
    unemployment rate in spain
    us inflation rate
    ravens score
    chelsea result
    fc basel vs fc sion score
    nhl standings
    peru news
    news about the tunnel
    powerball numbers
    cinema listings bath
    cholera cases in sudan
    hurricane tracker
    latest rust release
    ruby latest stable version
    lts version of java
    what should i bake today
    what can we do tonight
    should i cover the tomatoes tonight
    is it too early to phone dublin now
    is it too late to ring lima
    is it night time in fiji
    what hour is it in jakarta
    who tops the eredivisie
    who's first in the wta rankings
    who is bottom of the championship
    how many mpox cases are there in france
    how much is diesel in italy
    is decathlon open
    is the science museum open now
    is thomas bach still president
    who runs the uk at the moment
    which release of debian is stable
    which kotlin version is current
    how's the nikkei doing
    is flight KL 1021 on time
    what are the top headlines
    how high is the tide in dover
    which bank holiday comes up next
    who scored in last night's final
    how many people are in the queue
    what's for dinner at the canteen tonight
    What time is it?
    What time is it in Tokyo right now?
    What is the current time in Berlin?
    What's today's date?
    What day is it today?
    What day is today?
    What date is it?
    Is tomorrow a public holiday?
    What's the weather tomorrow?
    What is the weather like in Oslo today?
    How's the weather?
    Will it rain this afternoon in Leeds?
    Is it going to rain?
    What is the temperature in Madrid right now?
    Please tell me the weather forecast for this weekend
    What is the latest news?
    Latest news about the elections
    Give me today's headlines
    What is happening in Cairo right now?
    What's on TV tonight?
    What is the current price of gold?
    What's the current bitcoin price?
    How much is bitcoin worth right now?
    How much is bitcoin?
    What is the current exchange rate from euro to dollar?
    What is the exchange rate of pounds to yen?
    What is Tesla's stock price?
    What's the stock price of Siemens?
    Gold price today
    How is the stock market doing today?
    Who won the game last night?
    Who is winning the match right now?
    Did Arsenal win yesterday?
    Who is playing tonight?
    When is the next full moon?
    When is the next train to Lyon?
    How many days until Christmas?
    How long is it? How many days are left till the election?
    Is the pharmacy open now?
    Is the website down right now?
    Are the banks open tomorrow?
    When is sunset today?
    What is the live score of the cricket match?
    What year is it?
    Which day of the week is it?
    Is it Friday already?
    time in Tokyo now
    weather in Paris
    Do I need an umbrella today?
    Will it be sunny on Saturday?
    Bitcoin price
    price of gold
    Apple stock price
    usd to eur
    How much is 100 dollars in euros today?
    What was the score of the Lakers game?
    Premier League table
    When does Manchester United play next?
    How long until Christmas?
    days until my birthday
    Is Netflix down?
    Is AWS having an outage?
    Is my flight delayed?
    What movies are playing tonight?
    What time does the bank close today?
    Where is the ISS right now?
    What phase is the moon in?
    wordle answer today
    What is trending on Twitter?
    Tell me the time
    Do you have the time?
    How's the traffic on the ring road?
    What's the weather going to be like on Sunday?
    What are today's top stories?
    Any news about the strike?
    How did the Dow close today?
    What is Siemens trading at?
    Who does Barcelona play next?
    What's on at the opera this weekend?
    Which day is it tomorrow?
    Are there any flights from Berlin to Rome tomorrow?
    Wie ist das Wetter heute?
    Wie spät ist es?
    Quelle heure est-il ?
    Quel temps fait-il aujourd'hui ?
    ¿Qué hora es?
    ¿Cuál es el precio del oro hoy?
    Che tempo fa domani?
    Que horas são?
    Hoe laat is het?
    Который час?
    今天天气怎么样
    今何時ですか
    What's the forecast for Thursday?
    How cold will it get tonight?
    Who's ahead in the polls?
    What's the latest on the hurricane?
    Is school cancelled tomorrow?
    Give me the weather
    Temperature in Rome
    News
    What's the news?
    What are the headlines?
    What is going on in the world?
    Current time
    Date today
    do i need an umbrella
    how much is petrol at the moment
    who is the prime minister of the uk
    who's the president of france
    who is the ceo of twitter now
    is the m25 closed
    any delays on the victoria line
    is whatsapp down or is it just me
    what's the latest version of node
    has ios 19 come out yet
    when does the new iphone come out
    next bank holiday
    who is playing in the super bowl this year
    is tesla stock going up
    how much is 100 pounds in dollars
    gold price per ounce
    is it safe to travel to israel right now
    is there a tornado warning for my area
    is there still snow in aspen
    who is leading the polls
    how many covid cases are there now
    did the fed raise rates
    has the budget been announced yet
    is there a new version of chrome
    what's the world record for 100m
    whats the inflation rate
    are there any tickets left for taylor swift
    who won wimbledon
    did liverpool win
    what was the result of the election
    is the tube running
    is there a hosepipe ban
    are flights from heathrow cancelled
    what's the temp outside rn
    what did the dow close at
    what's the minimum wage now
    who is the secretary of state
    who's managing chelsea these days
    who is the speaker of the house
    which party is in power in canada
    who holds the marathon world record
    what's number one in the charts
    what's the most popular song this week
    what time is kickoff
    when do tickets for glastonbury go on sale
    is the playstation 6 out
    when is gta 6 coming out
    what is the newest iphone
    latest stable kernel
    did openai release anything new
    is slack having issues
    what's the wait time at the er
    is walmart open on thanksgiving
    when do the clocks go back
    did it rain yesterday in seattle
    is the war still going on
    what's the death toll from the earthquake
    has the hurricane made landfall
    how many people have died in the floods
    what's on at the cinema
    what's the jackpot tonight
    is ryanair on strike
    are schools shut because of the snow
    hows the snow at whistler
    what's the uv index
    is it hot in dubai at the moment
    what will the weather do on saturday
    any thunderstorms coming
    sterling vs dollar
    s&p 500
    is the ftse up
    whats happening with spacex
    what is elon musk up to
    who got evicted from big brother
    did the lakers beat boston
    f1 qualifying results
    who is 1st in the league
    how many goals has haaland scored this season
    whos injured for the patriots
    who is on pole
    is spotify not working for anyone else
    is psn up
    has python 3.14 been released
    which react version is current
    is there a patch for the chrome zero day yet
    what's the newest gpt model
    when is black friday
    when are tax returns due this year
    what's the current tax free allowance
    is there parking at the stadium tonight
    what time's the last train home
    what films are showing
    whats new on netflix
    who is the governor of texas
    who is the world's richest man
    who has the most grand slams
    what's the population of the world right now
    is the bridge still shut
    did they find the missing hiker
    how old is tom hanks
    how old is the prime minister
    who is microsoft's ceo
    who is the king of norway
    is tina turner still alive
    is prince harry divorced
    what's jeff bezos' net worth
    how many followers does shakira have
    has the chancellor resigned
    has messi retired
    who is the top scorer in serie a
    are the trams on strike
    is the a40 flooded
    is hail expected in munich
    is the sluice at ely in or out today
    how busy is the ikea in croydon
    how deep is the snow in aspen
    what's the sea temperature in brighton
    find me a cheap flight to oslo
    what is on channel four at 9pm
    any layoffs at intel lately
    what is oil at
    which ubuntu release is the newest
    what is the mortgage rate at the moment
    what's the inflation in argentina
    what did the senate vote on today
    which song won best record this year
    did the cabinet meet this morning
    who is the manager of everton
    Wer ist Bundeskanzler?
    Wer ist der aktuelle Präsident von Chile
    wer ist gerade trainer von schalke
    Qui est le premier ministre du Canada ?
    c'est qui l'actuelle maire de Lyon
    ¿Quién es el presidente de México?
    quién es la nueva alcaldesa de Valencia
    Chi è il sindaco di Torino?
    chi è l'allenatore della Roma
    Quem é o técnico do Santos?
    Wie is de huidige premier van België
    Кто сейчас президент Финляндии?`),
  personal: list(`
    our ref is TX-40318-B, please answer
    patient id 6184 is allergic to what
    student no. 207 wants a transcript
    tenant #418 has not paid
    may i tell passenger number 55213 the gate
    Applicant 30318: is the diploma valid?
    can you answer youna.keller@gmail.com for me
    did hristo@lindmail.com ever reply
    forward it to jobina.reyes@acme.de
    is testard@lindmail.fr blocked
    who is supportive.sam@acme.com
    users.ola@lindmail.com cannot log in
    invite test.amira@acme.com to the board
    why does support.olsen@outlook.com bounce
    info2024@gmx.net never answers
    may i share it with jürg.ärni@acme.ch
    does rosa@bücher.de still work there
    My e-mail is jane.doe@posteo.de, why do I get no reset link?
    Can you write to peter_miller82@gmail.com for me?
    My card 4111 1111 1111 1111 was declined, why?
    Is 5500005555555559 a valid card?
    Please move it to DE89 3704 0044 0532 0130 00
    Is GB29NWBK60161331926819 the right IBAN?
    My number is +49 151 2345 6789, call me
    Who keeps calling me from (212) 555-0187?
    Text me at 415-555-0132 when it is ready
    Please call 07911123456 after five
    My SSN is 536-90-4399, am I eligible?
    My national insurance number is QQ123456C
    NI: AB 12 34 56 C, what do I owe?
    My passport number is X1234567, does it need renewing?
    My passport number is C01X00T47
    My aadhaar is 2345 6789 0123
    I live at 14 Rosewood Lane, which school is near?
    Please ship it to 221 Maple Street
    Is there a bus to 77 Massachusetts Ave, Cambridge, MA 02139?
    My name is Anna and I need help with my visa
    Hi, my name is Tom. What should I eat?
    hello my name's rita how do i renew
    My date of birth is 4 May 1990, when can I retire?
    My password is hunter2, is it safe?
    My phone number is 5551234
    Here is my phone: 07700 900123
    My mobile: 0151-23456789
    mon numéro est 06 12 34 56 78
    I'm John Smith and I have a rash
    I am Maria Gonzalez, born 3/4/1985, which vaccines do I need?
    Patient: John Doe, HbA1c 9.1, what does it mean?
    My DOB is 04/05/1990
    My wifi password is sunflower99
    password: hunter2 is it safe?
    My API key is sk-proj-AbCdEfGhIjKlMnOpQrStUvWx, why does it fail?
    Why does Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk fail?
    AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCY why error
    What is -----BEGIN RSA PRIVATE KEY----- MIIEow
    Ich heiße Anna Müller, wann muss ich impfen
    Je m'appelle Pierre Dupont
    I'm John Carter, can you write my reference?
    I am Anna Jones, which form do I need?
    Where is order 5520-118734 now
    Invoice 2024-20917 was paid twice, who gives it back?
    policy no. KX-4410927, am I covered abroad
    Booking reference R7QTLM, may I bring a dog?
    booking ref KPL3XZ can i change the date
    Student number s1183045 may I resit?
    my VIN is 1HGCM82633A004352, is there a recall
    PESEL 44051401458, which office is mine
    is ticket REQ0091183 closed
    customer id 4402917 wants a refund
    Hello, Ida Lindqvist here, may I cancel?
    My neighbour Karl Oberle drinks, whom do I tell?
    our employee Ruth Amsel is ill, for how long do we pay?
    My aunt Ines Duarte has diabetes, what may she eat
    I'm Noor Amrani Bakkali, may I vote?
    Which dose did patient Georg Lindner get?
    My son, born 11.03.2016, has a rash
    Who owns the house at 48 Orchard Lane?
    How noisy is it at 17 Rue des Acacias
    Is Gartenstraße 12 in a flood zone?
    write to ida dot lind at mail dot com when it is done
    Patient Jan van der Berg, 61, which dose?
    call the school, her name is Ida Holm-Berger
    Karim Haddad, born 3 June 1988, asks for leave
    Meine Buchung QW8T2P stornieren bitte
    Kundennummer 4471-2209-1, warum so teuer
    mi DNI es 51220938K y no puedo entrar
    my PAN is BQXPT4471M, is it linked
    my codice fiscale is RSSMRA80A01H501U
    loan 80-331209-11, what is left
    number plate B-MK 2217, till when may I park
    my car LK19 OXP was clamped
    log me in with password Herbst!2031
    My employee ID is 553412, how do I reset it?`),
  account: list(`
    the nearest atm
    nearby parks open now
    local indian restaurants
    what's the nearest hospital
    where can i put my bags here
    emergency number here
    ticket #418 keeps coming back
    is claim 60412 settled
    refund order 3355
    good noodle bars nearby
    4 star hotels close by
    film clubs near me with student prices
    any dentists open around here on sundays
    is there a launderette within walking distance
    what can we do around here tonight
    nearest cash machine
    closest garden centre open now
    local butchers
    what's the local weather
    recommend a barber in this area
    are people around here friendly
    how far is it from here to the coast
    how long is the train ride from here to malmö
    what's the fastest way home from here
    which tram goes from here to the castle
    how do i get to the railway station
    directions to the nearest car park
    how far is it to dover
    take me home
    i see a river and two towers, where am i
    which district are we in
    what are my gps coordinates
    which way is mecca
    where can i leave my bike here
    is busking allowed here
    may i swim here
    what's the speed limit out here
    which language is spoken here
    why was my expense claim only partly paid
    what credit limit do i have
    which films are on my watch list
    Where is my order?
    Where's my parcel?
    When will my package arrive?
    When does my delivery arrive?
    What is my balance?
    What's my account balance?
    How much is my invoice?
    Has my order been shipped?
    Has my refund been processed?
    Is my booking confirmed?
    Did my payment go through?
    Why is my parcel late?
    Why has my order not arrived?
    Why is my bill so high?
    What is the status of my order?
    Show me my invoices
    Cancel my order
    Please track my package
    Can you check my balance?
    Show my last transactions
    I haven't received my order
    I want to return my order
    What is order number 48213 about?
    My order 1002394 is damaged
    My invoice is #88231, please explain it
    How much do I owe?
    What is my credit limit?
    When is my appointment?
    coffee shops near me
    Where is the nearest pharmacy?
    Where am I?
    Is order 4482913 shipped?
    How many points do I have?
    What plan am I on?
    What is my salary?
    What are my grades?
    What is my name?
    Who am I?
    What did I ask you before?
    Do you remember what I told you?
    When did I sign up?
    What's on my calendar?
    What meetings do I have tomorrow?
    Read my messages
    Summarize my last email
    Wo ist meine Bestellung?
    Wie hoch ist mein Kontostand?
    Où est ma commande ?
    ¿Dónde está mi pedido?
    Dov'è il mio ordine?
    Onde está meu pedido?
    Waar blijft mijn pakket?
    Где мой заказ?
    My order hasn't arrived
    Show me my account
    When is my rent due?
    My tracking number is 1Z999AA10123456784
    My account is locked, user id 889123
    Do I have any unread emails?
    What's the balance on my card?
    How much money is in my account?
    What is my wifi password?
    Remind me to call mom at 5
    Set an alarm for 7
    i havent received my refund
    can you check the status of order 88213
    you took money from my account twice
    when will i get paid
    how much annual leave have i got
    am i eligible for the upgrade
    do i qualify for a refund
    change my flight to tuesday
    what gate is my flight
    what seat am i in
    did my test results come back
    are my blood results in
    is my prescription ready
    i forgot what email i signed up with
    unlock my account
    reset my password
    did you get my email
    has anyone looked at my ticket
    any update on my case
    what's happening with my claim
    is my application approved
    have i been accepted
    did i get the job
    what's my grade in math
    how did i do on the exam
    who is my manager
    whats on my calendar
    where do i live
    do i have any vouchers
    what's my tracking number
    am i covered for dental
    is my laptop still under warranty
    where is my stuff
    where the hell is my delivery
    my order says delivered but i never got it
    i was supposed to get a refund last week where is it
    when do i get my money back
    has my passport been sent
    is my application still being processed
    how long till my claim is settled
    did you charge my card
    what was i charged for
    how much did i spend last month
    what's left on my gift card
    how much data have i used
    when does my contract end
    when is my trial over
    is my account still active
    am i still subscribed
    take me off your mailing list
    delete my account
    update my address to 5 mill lane
    can you move my booking to next week
    book me a table for two tonight
    can you cancel my membership
    which terminal do i leave from
    is my flight on time
    what time is my interview
    when's my dentist appointment
    do i have class tomorrow
    what's my timetable
    what did i get on the midterm
    did i pass my driving test
    are my grades out
    how many sick days have i used
    how many hours did i work this week
    has my holiday been approved
    when is payday
    who's my hr contact
    how much is my rent
    what meds am i on
    what did the doctor say about my scan
    what's my blood type
    do you know who i am
    any sign of my parcel
    i want my money back for order 5521
    you've charged me the wrong amount
    when does the money leave my account
    did the deposit hit my account
    how much have i got in my savings
    what's my overdraft limit
    am i in credit
    how much tax did i pay last year
    what tax code am i on
    what's my pension worth
    when can i collect my prescription
    is my doctor in today
    did the surgery get my referral
    what did my mri show
    when's my next jab
    am i due a smear test
    has my leave been signed off
    who do i report to
    what shift am i on tomorrow
    am i working sunday
    how much overtime did i do
    has it looked at my ticket yet
    what's the status of my laptop request
    am i checked in for my flight
    can you upgrade my seat
    has my room been cleaned
    did i leave my passport at reception
    what room am i in
    what did i get for my essay
    which modules am i enrolled on
    when is my assignment due
    did i get into the course
    is my library book overdue
    does my policy cover theft
    when does my cover run out
    how many claims have i made
    have you cancelled my subscription
    show me what i bought last time
    what was the last thing i said
    did i lock the front door
    have i paid the plumber
    what did i name the file
    how many laps did i swim on tuesday
    which bus have i booked
    which dentist am i seeing on friday
    what ward am i on
    am i on the cheapest plan
    what was my weight in january
    when was my last eye test
    were my cholesterol levels normal
    has the council answered my letter
    did anybody feed my cat
    have my swabs come back
    did my sister accept the invitation
    has my landlord fixed the boiler
    is my husband's passport ready
    what time is my daughter's recital
    when does my son start school
    how did my store do this week
    is there a power cut in my street
    who's on my committee
    who signed my contract
    which jobs are assigned to me
    which of my devices are online
    what's left of my budget
    what do you know about me
    do you have my phone number
    what's my desk for next week
    list the magazines i pay for
    can you show me my last invoice
    when does my insurance start
    what is the code for my locker
    do i have a voucher with you`),
  creative: list(`
    choose a raffle winner from 1 to 240
    draw a name from the hat
    pick a number between 0 and 100
    who should drive: tom or ann
    who should wash up: nia, otto or pim
    give me lucky numbers
    recommend a random podcast
    mix up red, blue, pink
    shuffle kim, lea, jon and mia
    jumble up the list oats, rice, corn
    put the words pear, fig and plum in random order
    split us into random pairs
    give me four random mountains
    any random emoji
    say a number from 1 to 6
    choose two letters at random
    pick one of chess, go or draughts
    draw someone from ola, pia and sam
    draw me three tarot cards
    dream up a village on the moon
    i need an instagram post about my new bike
    names for a grey parrot
    a rap about tax returns
    tattoo idea that stands for courage
    review the moon as if you were a hotel guest
    Write a poem about autumn
    Write me a short story about a dragon
    Please compose a haiku about snow
    Can you write a love song for my wife?
    Tell me a joke
    Tell me another joke
    Give me three more funny puns
    Another joke
    another one, please
    One more poem
    Make up a riddle
    Come up with a slogan for my bakery
    Brainstorm ideas for a birthday party
    Surprise me
    Tell me something interesting
    Give me a random fact
    Pick a number between 1 and 10
    Generate a random password
    Flip a coin
    Roll two dice
    I need a limerick about cheese
    Sing me a song
    Generate a strong password
    Give me a password with 12 characters
    create a UUID
    Generate a username for me
    Give me a name for my startup
    Tell me a fun fact
    Say something funny
    Poem about love
    heads or tails
    Random number between 1 and 10
    Shuffle these names: Ann, Bob, Cid
    Let's play 20 questions
    Quiz me on geography
    Compose a love letter to my wife
    Write lyrics about heartbreak
    Continue the story
    Invent a new board game
    Give me a writing prompt
    Write a funny birthday message for my boss
    Roast me
    Give me a quote of the day
    Schreib mir ein Gedicht über den Herbst
    Raconte-moi une blague
    Escribe un poema sobre el mar
    Raccontami una barzelletta
    Conte uma piada
    Vertel een mop
    Расскажи анекдот
    给我讲个笑话
    can you draft an email to my landlord
    suggest some band names
    need a caption for my beach pic
    write a cover letter for a nursing job
    rap about pizza
    what should i call my goldfish
    do me a tongue twister
    write a ballad of a lost shoe
    write my retirement speech
    draft a post about our new office
    write two lines about the sea
    make me a quiz about volcanoes
    plan my garden
    plan a picnic for us
    invent a holiday for cats
    name my hamster
    four ideas for a garden party
    ten names for a rock band
    pick a film for us
    choose one of these for me
    let's role-play a job interview
    pretend to be a ghost
    act as a medieval knight
    imagine you are a tree
    say hello in the voice of a robot
    explain rain like a pirate
    can you sing
    roll 3d8
    write an obituary for my goldfish
    i need a nickname for a colleague
    play 20 questions with me
    what is a good name for my boat`),
  none: list(`
    wer ist der erste bundeskanzler
    Wer ist der Präsident auf dem Foto von 1961
    Qui est le roi de 1789
    qui est le premier homme sur la lune
    quién es el presidente que en 1910 huyó
    chi è il padre della fisica
    Quem é o rei que fugiu em 1910
    wie is de uitvinder van de telefoon
    кто первый президент сша
    46 of 80 taken
    are office hours open
    bathroom fixtures
    braden scales score
    ceo of wayne enterprises
    closest park size
    credit reports scores
    database fixtures
    django fixtures
    gcse maths result
    how many followers does a nano influencer have
    ielts scores
    is boots open
    is email marketing dead
    is gym class open
    is object orientation dead
    is print media dead
    is restaurant week open
    is the post office bridge loan open
    light fixtures
    maths scores
    opengl fixtures
    president of kiribati duties
    pytest fixtures
    ross result
    what is leaving certificate
    what is leaving group in chemistry
    wilks score
    167 of 373 taken
    air temperature lapse rate
    best practices in this area
    cats vs dogs result
    chocolate shares
    choose a mattress
    choose from a list or dropdown
    divide us states by random forest
    do i need a jacket in formal dress codes
    do i need sunscreen in clothes
    draw a name sign
    employee #100 at facebook
    employee number 007 meaning
    governor of california requirements
    how are the waves in hair made
    how is the air in submarines recycled
    how is the snow in snow globes made
    how is the visibility in fog measured
    how many cholera deaths in the 19th century
    how many covid infections are asymptomatic
    how many ebola patients survive
    how many measles cases make it an outbreak
    how many polio cases are in a cluster
    is disco still alive
    is god still in charge
    is it dark in deep sea
    is it dark in the womb
    is it dry in antarctica
    is it hot in mercury
    is it morning in spanish
    is it warm in down jackets
    is it windy in wind tunnels
    is latin still alive
    is the border gateway protocol open
    is the line open or closed in topology
    jumble puzzle, answers and hints
    kotlin vs java odds
    list my options for random sampling
    local news bias
    member id 300 discord api
    mix up colors in css, what happens
    nearby friends facebook
    nearest thousand
    pick a career
    plaintiff vs defendant result
    president of the united states quiz
    prime minister of the uk salary
    randomize seed, epoch and batch
    scramble for africa: causes
    scramble suit: definition
    sea temperature gradient
    select a topic for a thesis
    should i close my heloc now
    should i take aspirin now
    shuffle algorithm: fisher yates
    shuffle deck algorithm, explained
    sort these randomly generated numbers: 3, 1, 2
    staff 1000 people company structure
    tenant id 1001 in a multi tenant app
    vice president of sales
    water temperature for coffee
    water temperature tropical fish
    what does member #100 in a vector mean
    what is guest id 501 in macos
    what is the nearest black hole
    what is the surf like in minecraft
    where can i find the hypotenuse here
    where do you apply the chain rule here
    where is the nearest black hole
    where should i use who here
    which language is used here
    who is coaching certification
    who is hosting provider
    who should avoid it: children, elderly
    who should pay for the wedding: bride or groom
    who should use it: teachers or parents
    what is resident code 3050 in a disk image
    which query selects customer number 1040
    update the email where student id 505 in mysql
    oauth: what is client id 1234 for
    member id 200 is null after the join, which column is wrong
    who was employee #30 at apple
    is the ductus arteriosus open at birth
    is every open ball open
    is the mitral valve open in systole
    are rust and zig open
    is gemma open
    is the circuit breaker open
    are whole number intervals open
    is thunderbird open
    how many total deaths in the crusades
    how many total infections were there in the siege
    how many daily patients can a dentist see
    how many measles cases make an epidemic
    how many flu deaths without vaccines
    do i need boots for ice climbing
    do i need gloves in a lab
    do i need a raincoat for kayaking
    do i need sunscreen in cars
    do i need an umbrella in deserts
    how is the water quality in pools kept
    how are the roads in malta built
    what are the waves in an ultrasound
    what is the visibility in c# structs
    how are corporate bonds traded
    how are wheat futures traded
    which principle is governing buoyancy
    who is managing the sprint backlog
    current bill holder
    prime minister of india powers
    president of france age limit
    is a coral still alive
    is it hot in greenhouses
    is it dark in tunnels
    is it warm in tone
    is it cold in submarines
    is it dry in deserts
    who has to prove it: plaintiff or defendant
    who should sign first: the landlord or the tenant
    mix up flour, eggs and sugar
    mix up mortar, lime and water
    scramble eggs, then add chives
    shuffle the rows, but not the header
    randomly split my dataset into train, validation and test
    draw a number bond
    draw a card table
    draw a name plate
    choose: affect or effect
    choose one: mitosis or meiosis
    choose from the following: an acid, a base or a salt
    say a number between 0 and 1
    nearest ten thousand
    nearest multiple of 8
    closest antonym of brave
    closest alternative to ibuprofen
    closest cousin of the elephant
    local laws
    local anaesthesia side effects
    local extrema
    local tags in git
    nearby points
    what is the closest synonym of rapid
    what are the best journals in this area
    any unsolved problems in this area
    where do i put the apostrophe here
    where should we put the breakpoint here
    which theorem can i use here
    water temperature for cold brew
    water temperature in a fish tank
    humidity for a terrarium
    humidity guitar case
    precipitation reaction
    conversion rates ecommerce
    miranda vs arizona result
    redis vs memcached live
    chi square vs t test score
    network shares
    class b shares
    what should i do with old paint now
    should i take creatine now
    should i put money in bonds now
    wind turbine height
    is it cold in iceland in april
    is it warm in the ocean
    do i need a jacket in a sauna
    what is the air made of
    how is the air in a tyre measured
    who built the road to bastia
    what is a spot price
    what does a central bank do
    causes of inflation
    next of kin
    next step in an audit
    how do i play wordle
    what is a horoscope
    top 40 radio format
    box office meaning
    what should i plant next to carrots
    what is a growing season
    can i still get pregnant at 45
    what's new in css grid level 2
    how is a coach chosen
    captain of the titanic
    mayor of casterbridge
    champion of the world by roald dahl
    my confirmation was in 2012
    our membership 2024 report
    who should pay for dinner on a date
    how do i mix up cement
    emergency number in france
    aurora borealis colours
    base rate fallacy
    unemployment rate definition
    interest rate of return
    how many pounds in a stone
    how did bank shares come about
    why is it icy under a glacier
    when is high tide relative to the moon
    what time is dawn on mars
    poisson arrivals
    road closures permit form
    late arrivals policy
    how does a film reel work
    who is ahead of their time
    what is the nikkei index made of
    what is the dax index
    select name from users, orders
    weather lore
    nearest colour search
    closest vector problem
    mayor of the palace
    latest start in critical path planning
    how is the weather forecast made
    weather vane history
    cold weather gear
    sales forecast spreadsheet
    humidity sensor wiring
    sunset clause in a contract
    what is the weather cycle
    time signature of a waltz
    reaction time of humans
    traffic to my blog
    traffic cone height
    what causes congestion on ring roads
    what is a flight status code
    how do i check my flight status
    flight mh370 theories
    bus width standard
    pound cake recipe
    yen symbol
    exchange rate mechanism
    how are exchange rates set
    bitcoin halving explained
    gold melting point
    oil paint drying time
    price elasticity of demand
    beef stock recipe
    rolling stock of the tube
    what is a stock
    how do interest rates affect bonds
    interest rate swap
    natural unemployment rate
    credit score ranges
    apgar score
    what is the score in music
    film score composers
    who founded the premier league
    premier league founding clubs
    cricket rules
    fake news detection
    news anchor salary
    lottery odds
    measles rash
    how many flu deaths are there per year
    how many covid cases were there in 2020
    tsunami warning system
    semantic version
    node version manager
    which version of hamlet is longest
    what should i eat before a marathon
    should i mow wet grass
    is it too late to apologise
    is it too late to learn dutch at 50
    is it dark in space
    is it summer in chile when it is winter in spain
    why is the sunrise red
    who leads an orchestra
    who is first in line to a throne
    how much is gas in chemistry
    is the set of primes open
    is linux open
    is open heart surgery common
    what is the latest common ancestor
    what is a patient id for
    how long is an employee number
    customer 360 dashboards compared
    patient 2020 guidelines for asthma
    order 4000 bricks online
    in case 1500 guests come how many toilets
    does a student number have 8 digits
    how is a deck shuffled well
    shuffle an array in javascript, step by step
    sort a list, then reverse it
    name two random variables that are dependent
    give me a rational number between 1 and 2
    draw two cards without replacement, what is the probability of two aces
    which of tea, coffee and cocoa has most caffeine
    choose one: the heart is a muscle, a bone or a nerve
    how do i pick a random row in excel
    what is random order in an experiment
    what is a nearby galaxy made of
    which stars are close by
    how far is venus from here
    how does noise affect people living nearby
    why do wasps build nests close by
    nearest neighbour search
    closest relative of the whale
    how are walking distances planned in cities
    local anaesthetics
    how does local storage work in a browser
    what does not from around here mean
    where do we go from here
    how do i proceed from here
    who wrote from here to eternity
    what am i doing wrong here
    do i need a comma here
    why are we here
    how did life get here
    how far is it from rome to paris
    what is the nearest integer to 7.5
    directions to assemble a bookshelf
    how do birds find their way home
    where is home for a hermit crab
    what is a location in a url
    why does support-eu@acme.com bounce
    is sales.team@acme.com monitored
    can i block no-reply2@acme.com
    what is it.helpdesk+uk@acme.com for
    does hr@bücher.de answer on sundays
    how do i send mail as test.user3@acme.com
    which port does your.name@gmail.com need for imap
    is jane@mail.example.org a valid address
    how do i renew licence k4471x9
    who pays for ticket q83b2z91
    How do I say to my mother Happy Birthday in French?
    can I feed my child Greek Yogurt
    which is better for my husband Apple Watch or Fitbit
    What is an Applicant Tracking System?
    What is Patient Protection Act?
    What is 432 Park Avenue height?
    who starred in 84 Charing Cross Road
    can I buy tickets at ticketmaster dot com
    in case 10-12 people come how much pizza do I need
    how do I make a dhcp reservation 192.168.1.50
    what is a return code 0x8007
    Which president, born on 22 February 1732, led the army?
    This is Us Season Six.
    any speech to text software
    i want speech to text on android
    any good blog post about kubernetes networking
    toast for a diabetic
    date ideas for couples
    names for a baby goat
    why does light behave as if it were a wave packet
    what interest rate do i pay on a student loan
    how much data do i get with the basic plan
    why was my http request denied
    how many books should i have in my library
    when did flight mh370 disappear
    how strong is the wind on mars
    how big are the waves in hawaii in winter
    how long ago was the last supper
    how crowded is the louvre in summer
    how are stocks doing in a recession
    which bank holiday comes next after easter
    what is a return type in java
    is there a fine of 5000 euros for speeding
    my car VW T5 has a leak
    is my BMW X5 an SUV
    how long is a password with SHA-256
    what does a loan of 20000 cost
    who was born on 3 June 1988
    what is toast for dogs made of
    how high is the Eiffel tower
    how long ago was the last ice age
    why are claims rejected
    where do people order 12 bricks
    what changed in the policy 2023-24
    what is a good account policy for 2020-2021
    how do i write a case study for 2024
    how many customers did they have in case 1
    what does order 66 mean in star wars
    may i take a 5000 euro loan on my account
    what is invoice number 1 for
    how long is a booking reference
    which license is GPL-3.0 compatible with
    who was born on 12/25/1642
    what is the origin of the surname Miller
    how do i tell our customer Success Team
    my friend is Puerto Rican, may she vote
    who lives at Downing Street
    is Wall Street food expensive
    what is the best street food in Oslo
    who is Harry Potter
    How do I get 12 Angry Men on DVD?
    is 5 Guys open source
    what is a dot com at its peak
    How do I lose weight?
    What is my best option as a beginner?
    Who won the 2014 world cup?
    What is the best phone in 2016?
    How is Latin used today?
    Why does religion matter in today's world?
    How many Native American languages are spoken today?
    What can I do right now to feel better?
    I have an exam tomorrow, how do I stay calm?
    What is a good way to spend a rainy weekend?
    What would Einstein think of physics today?
    I hit my knee yesterday and it is swollen, what should I do?
    What causes the weather to change?
    What is the weather like in Norway in July?
    How does a weather forecast work?
    How do I get the current time in Python?
    How do I get yesterday's date in SQL?
    What is the time complexity of quicksort?
    How is the exchange rate determined?
    What drives the price of oil?
    How much does a passport cost?
    What is the gold standard?
    What is a stock price index?
    What is the latest version of a stable release called?
    How many days until an egg hatches?
    How long until I see results from running?
    When was the last solar eclipse in London?
    Who was playing Hamlet in the 1996 film?
    What does current mean in electricity?
    What is the current president's role in a republic?
    Where is the best place to live?
    Is it healthy to eat eggs now and then?
    What happened in 1989?
    What is the news value of conflict?
    How do I write a news headline?
    What is the difference between live and recorded television?
    What is the present value of an annuity?
    How do I track an order?
    How do I cancel my order?
    How can I download my invoice?
    How do I check my balance?
    How long does a refund take?
    Can I change my delivery address after ordering?
    What should I do if my parcel is lost?
    Why was my card declined?
    Why do I feel tired after my lunch?
    What is my order of operations?
    In what order should I read the books?
    How do I balance my diet?
    How do I improve my balance in yoga?
    What is a balance sheet?
    How do I file a claim?
    Is my payment card safe abroad?
    My transfer is pending, what does that mean?
    How do I set up my e-mail?
    What is the e-mail address of a domain called?
    Is info@posteo.de a real mailbox?
    Can I use name@example.com in documentation?
    What does "my name is" mean in German?
    How do you say my name is in French?
    Where can I watch My Name Is Khan?
    How do I change my name?
    My name is wrong on my passport, what can I do?
    How do I reset my password?
    My password is not working, what should I do?
    My phone number is not accepted
    How many digits does a phone number have?
    What is 1234567890 in binary?
    What is 4111 plus 1111?
    What is 123456789 times 987654321?
    Is 1234567890123456 divisible by 7?
    Who lives at 10 Downing Street?
    How do I get to Wall Street?
    Where is Fifth Avenue?
    What is the meaning of 2001: A Space Odyssey?
    What happened on 2001-09-11?
    How do I call 1-800-555-0199 from abroad?
    What is the ISBN 978-3-16-148410-0?
    What does error 0x80070057 mean?
    How do I ssh into 192.168.100.200?
    Which version is 1.2.3-4567?
    How do I write a poem?
    Who wrote the poem The Raven?
    What is a haiku?
    What is the funniest joke ever told?
    Why are jokes funny?
    How do I generate a random number in Java?
    Generate a random number in Python
    Pick a random element of a list in JavaScript
    What is brainstorming?
    What is a random variable?
    How do you flip a coin fairly?
    Write an email asking for a day off
    Write a function that reverses a string
    Give me an example of a metaphor
    Tell me the story of Troy
    Give me the recipe for pancakes
    How can I write a song like the Beatles?
    What are some good story structures?
    How do I generate a strong password in Python?
    What is the default password of a router?
    The default password is admin, how do I change it?
    const token = req.headers.authorization; what does it do?
    My API key is not working
    What is an access token in OAuth?
    What is a JWT token?
    What is a sk- prefix?
    Give me three names of Greek gods
    How do I shuffle a list in Python?
    What month is it best to visit Japan?
    What year is it set in?
    What is the weather like in winter in Rome?
    What is a good credit score?
    How do league tables work?
    How do I convert dollars to euros?
    What should I do if my flight is cancelled?
    What time do shops usually open in Spain?
    When does the sun set in the Arctic?
    How long does it take until summer tires wear out?
    How do I sleep better tonight?
    What is the nearest star?
    How do I find people near me on Telegram?
    I am South African and want to work in Spain
    I am Roman Catholic, can I marry a Muslim?
    I live in New York and need a visa
    Which country has the area code 0151?
    Who was born on 14/03/1879?
    How do we play chess?
    What does breaking news mean?
    Where is the closest point to the equator in Africa?
    How is the traffic in a network measured?
    Are there any books about trains?
    Is there a train from London to Paris?
    What is algorithmic trading at a bank?
    Write a lyrics parser in Python
    Finish the proof by induction
    How many days do I have to return an item?
    What classes do I have to take to become a nurse?
    Check my email for grammar mistakes: I has a cat
    What is my name in Japanese?
    How old am I if I was born in 1990?
    I am Software Engineer, which visa do I need?
    I am African American, what test do I need?
    Wie wird das Wetter vorhergesagt?
    Wie schreibt man ein Gedicht?
    Wo finde ich meine Bestellnummer?
    Erzähl mir die Geschichte Roms
    Quelle heure est la meilleure pour courir ?
    Comment écrire un poème ?
    ¿Cómo cambio mi contraseña?
    ¿Qué hora es mejor para correr?
    Dov'è Pompei?
    Onde está a Torre Eiffel?
    Расскажи историю России
    什么是天气预报
    What is the news cycle?
    What is the latest Harry Potter book?
    How cold will it get on Mars?
    What temperature in Celsius is 100 Fahrenheit?
    Temperature in kelvin
    Do I have a fever if it is 37.5?
    How much is in a pint?
    What is a tracking number?
    Where do I find my customer number?
    What is a forecast for in accounting?
    Is the soul immortal in Plato?
    what is the current limit of a fuse
    my dog has fleas what do I do
    what is electric current
    what is the current password hashing standard in linux called
    how do i cancel a promise in javascript
    how do bank accounts work
    how does a refund work
    what does pending mean on a payment
    what is a credit score
    how do i improve my credit score
    what is the best way to store my passwords
    how can i lower my electric bill
    my cat keeps sneezing
    my boyfriend cheated on me what should i do
    why does my back hurt
    my phone won't charge
    how do i clean my keyboard
    why is my wifi so slow
    should i quit my job
    what should i wear to my interview
    am i pregnant if i missed my period
    do i need a visa for japan
    can i take ibuprofen with paracetamol
    what happens if i don't pay my taxes
    how do i register to vote
    who was president in 1985
    who won the second world war
    when was the last ice age
    what is the last book of the bible
    what is the newest testament about
    what is news
    what is weather
    why does it rain
    why is the sky blue
    what temperature does water boil at
    how cold is space
    how far is the moon
    why do we have leap years
    how many days are there in february
    what is utc
    how to get today's date in javascript
    how do i get the current directory in bash
    how to update chrome
    how does the stock market work
    how is the price of a stock determined
    what causes inflation
    what is bitcoin
    what is a mortgage rate
    how do you keep score in tennis
    how many players are on a football team
    how long is a football match
    what is a flight recorder
    what is an open source license
    what is a closed form solution
    what is opening weekend
    how does a president get elected
    what does a ceo do
    how old is the universe
    what is the capital of australia
    how is gdp calculated
    how do i beat my personal record in running
    what is the structure of a sonnet
    how do i write a good story
    what is a limerick
    how to write a wedding speech
    how does a random number generator work
    how do i write a function in rust
    what is a slogan
    give me the formula for the area of a circle
    tell me how photosynthesis works
    what is the order of operations
    how do i sort orders by date in sql
    what does my name mean in hebrew
    how do i claim my inheritance
    how do i open a support ticket in zendesk
    how do i cook a turkey the day before
    is it safe to eat raw cookie dough
    are we alone in the universe
    what to do when bored
    what does a prime minister earn
    who was the prime minister during ww2
    what are the duties of the secretary of state
    when was wimbledon founded
    what is the record for data in sql
    how do i break a world record
    what is a hosepipe ban
    how do interest rates affect inflation
    how does an election result get certified
    how do i open a ticket
    how do trains run on electricity
    is a tomato open to pollination
    are black holes open
    is it safe to visit a volcano
    is it safe to go swimming after eating
    are there any natural satellites of venus
    are there any planets with snow
    when do babies start walking
    when do bears come out of hibernation
    when will the sun die
    what time of day is best to exercise
    what are good opening moves in chess
    what is the new deal
    what is the current in a parallel circuit
    what is the latest point you can have an abortion
    how do i update my resume
    how do i check my credit score for free
    what is my zodiac sign if i was born in may
    why is my dog limping
    is my dog too fat
    is my cat pregnant
    do i have diabetes
    do i have enough vitamin d
    am i covered by gdpr as a small company
    did i do the right thing leaving him
    have i got food poisoning
    what is the best plan for my retirement
    how much money do i need to retire
    what days are best for planting
    how many hours do i need to sleep
    how do i read my electric meter
    how do i move my photos to an sd card
    cancel a git rebase
    what order do i watch star wars in
    how should i name my variables
    what should i name my function in python
    how do i write an email to a professor
    is my password strong enough if it has 8 characters
    where do i put my recycling
    is it going to hurt when i get a tattoo
    when should i see a doctor about my back
    who is the president in house of cards
    what happens to my credit when i die
    where is my appendix
    where is my spleen
    what is my liver for
    when is my baby viable
    are my breasts normal
    will my hair grow back
    is my tooth infected
    what are the opening hours of the british museum
    what time does aldi shut
    is the louvre open on tuesdays
    When do you open?
    is the post office open on monday
    is the shop open on monday
    Why was I charged a fee?
    my card was declined
    who is the author of the iliad
    who is the manager of a hedge fund responsible to
    what does the governor of a state do
    how do governors control engine speed
    who is the speaker in the raven by poe
    is the strait of hormuz open to all ships
    is the border collie a good family dog
    is the library of congress open source
    are banks closed systems
    are trains safer than cars
    is pluto still a planet
    did rome fall because of lead
    did the titanic have enough lifeboats
    did the dinosaurs go extinct at once
    has the universe always existed
    has the pope ever resigned
    have humans been to mars
    is there gravity on the moon
    is there a cure for hiccups
    are there any foods that lower cholesterol
    what's the fastest land animal
    what's the world record format for swimming times
    who has the most bones, a shark or a human
    what's new wave cinema
    what is latest common ancestor
    what is the exchange rate mechanism
    how much is a cup in grams
    how much is a stone in pounds
    how many pounds in a kilo
    convert 5 pounds to kg
    what happens when the stock market crashes
    why do prices go up
    what was the result of the treaty of versailles
    what was the result of the first world war
    what time does the body produce melatonin
    what time do toddlers usually nap
    when does the sun set at the north pole
    when is the best time to plant tomatoes
    how long until a broken bone heals
    how long until antibiotics work
    what is my cat trying to tell me
    what is my carbon footprint made of
    is my plant dead or dormant
    is my car engine flooded
    did i break my toe
    did i use the right form of there
    have i been pronouncing gif wrong
    am i an introvert
    am i legally required to vote
    am i allowed to record a phone call
    where does my food go after i eat
    how many calories do i burn sleeping
    how much water do i need
    what room temperature is best for sleep
    how do i cancel my gym membership
    how do i check if my train is delayed
    can i return an item without a receipt
    how long do refunds take
    when do refunds arrive
    how do i upgrade my seat on ryanair
    who is the captain in moby dick
    who is the head coach in ted lasso
    what is the new testament
    what is the latest time i can drink coffee
    has the word literally lost its meaning
    has the brain finished growing by 25
    is the sun burning out
    is running bad for knees
    are viruses still living things
    are antibiotics still effective against viruses
    is it cold in space
    how hot is it in the earth's core
    how warm is it on mars
    is it bad to sleep with wet hair outside
    what is my dog's favorite food
    what are my rights as a tenant
    what are my options for refinancing
    what's my best move in tic tac toe
    when is my dog old enough to be neutered
    is my relationship over
    is my marriage over
    is my computer infected
    has my husband been cheating
    why is my period late
    is my period late because of stress
    did my cat eat poison
    does my car need premium gas
    does my landlord have to give notice
    do i have rights as a renter
    do i have to pay tax on gifts
    do i need insurance to rent a car
    am i too old to learn piano
    have i lost too much weight
    did i pass out or faint
    where do i put punctuation
    when do i use whom
    what time do i add the salt
    which card game is easiest
    what order do i apply skincare
    how much data does netflix use
    how many points is a touchdown
    how many miles in a marathon
    why are prices rising in economics when demand rises
    is the dollar decimalised
    how do pounds become ounces
    any tips for a first date
    any good books about rome
    write a regex to match emails
    write a query to get the top 10 rows
    how is the economy affected by inflation
    how is the market price determined
    what's happening in the brain when you sleep
    what is the anaerobic threshold
    what is the recommended daily allowance of vitamin c
    am i in a toxic relationship
    am i on a diet if i skip breakfast
    what is going on in quantum entanglement as particles separate
    write a python program that prints primes
    write a regular expression for dates
    write an algorithm to sort a list
    write a proof that root two is irrational
    write an equation in slope form
    write a docker command to list images
    write an email asking for a raise
    draw a circle with html canvas
    make my website faster
    make my own cheese
    create my own website
    plan a sprint
    choose a key for aes encryption
    choose an algorithm for sorting
    pick an element of an array at random in ruby
    what is a good name for a boolean variable
    imagine a triangle with equal sides
    two stories of a house are how many metres
    how old is the sun
    how old is too old to drive
    how old is the great pyramid
    is a coral alive
    is fire alive
    who is darwin's cousin
    who is the queen of diamonds in alice in wonderland
    are the tides in or out of phase with the moon
    is the water clear in a healthy aquarium
    how busy is too busy to date
    what is net worth made of
    has evolution stopped
    did we evolve from fish
    have we cured polio
    what did we inherit from the romans
    did i spell necessary right
    have i lost too much blood
    what am i supposed to say at a wake
    what am i doing wrong in this integral
    where did i go wrong with my sourdough
    who am i to argue with a judge
    am i on the right side of history
    what are my rights as a passenger
    what is my role as best man
    what are my odds in roulette
    is my son's fever dangerous if it is 39
    which of the planets has the most moons
    how do i find out if my parcel shipped
    what happens to my e-mail when i die
    what is the sea temperature at which ice forms
    what did people eat before potatoes
    why did the roman empire fall`)
}

export const answers = {
  refused: list(`
    I'm sorry, but I can't help with that.
    I’m sorry, but I can’t assist with that request.
    Sorry, I cannot provide that information.
    I am sorry, I am unable to help with this.
    As an AI, I cannot give legal advice.
    As an AI language model, I don't have access to real-time data.
    Unfortunately, I can't access external websites.
    I'm afraid I can't do that.
    I cannot answer this question.
    I don't have access to your account.
    I don't have enough information to answer.
    Sorry, something went wrong.
    This request violates our content policy.
    I'm sorry, as an AI I cannot do that.
    I apologize, but I can't assist with that.
    I apologize, but I cannot provide medical advice.
    I don't know the answer to that.
    I'm not sure what you mean. Could you clarify?
    Could you please provide more details?
    Please provide the text you would like me to summarize.
    It looks like you didn't include the text.
    I do not have access to current weather data.
    I can't see your screen.
    I won't be able to help with that.
    I must decline.
    Internal server error
    Service temporarily unavailable. Please try again later.
    Too many requests, please try again in 20s.
    An error occurred while processing your request.
    Lo siento, pero no puedo ayudar con eso.
    Es tut mir leid, aber dabei kann ich nicht helfen.
    Je suis désolé, mais je ne peux pas vous aider.
    I'm not able to help with that request.
    I'm really sorry, but I can't share that.
    Sorry, but that's not something I can help with.
    That's not something I'm able to assist with.
    I'm sorry, but as a language model I can't predict the future.
    I'm unable to provide real-time information.
    Unfortunately, I don't have that information.
    I don't have information about that.
    I have no information on that topic.
    I'm afraid I don't know.
    I do not know.
    I'm not sure.
    I couldn't find any information about that.
    I could not find an answer to your question.
    No relevant information was found in the knowledge base.
    The provided context does not contain the answer.
    The context provided doesn't mention this.
    Based on the provided context, I cannot answer this question.
    There is no information about that in the documents.
    I can't browse the internet.
    I cannot open links.
    My knowledge cutoff is October 2023, so I can't say.
    As of my knowledge cutoff, I don't have data about this.
    My training data only goes up to 2023, so I don't know about later events.
    It's against my guidelines to discuss this.
    This content may violate our usage policies.
    Let me check that for you. One moment please.
    I'll look into it and get back to you.
    Please hold while I transfer you to an agent.
    I need more information to answer this. What model do you have?
    Could you tell me which product you mean?
    Which one do you mean?
    Can you share your order number?
    What's your email address?
    To help you, I need your order number.
    Error: context length exceeded
    Request failed with status code 500
    Rate limit reached for gpt-4o in organization
    {"error":{"message":"internal"}}
    Das kann ich leider nicht beantworten.
    Leider habe ich keine Informationen dazu.
    Ich weiß es nicht.
    Je ne peux pas répondre à cette question.
    Désolé, je n'ai pas d'information à ce sujet.
    No puedo responder a esa pregunta.
    No tengo información sobre eso.
    Mi dispiace, ma non ho informazioni su questo.
    Não tenho informações sobre isso.
    Não posso ajudar com isso.
    Dat kan ik helaas niet beantwoorden.
    Я не могу ответить на этот вопрос.
    К сожалению, у меня нет информации об этом.
    我无法回答这个问题。
    对不起，我不能帮助您。`),
  personal: list(`
    Ask teamu.okafor@acme.com, who wrote it.
    She answers at hello.mira@icloud.com.
    You can reach her at anna.schmidt@gmx.net.
    His number is +49 151 2345 6789.
    The card on file is 4111 1111 1111 1111.
    Your IBAN is DE89 3704 0044 0532 0130 00.
    Her SSN is 536-90-4399.
    Your key is sk-proj-abc123def456ghi789jkl012.`),
  time_relative: list(`
    As of today, the price is 64,000 dollars.
    Today is Tuesday, and the office closes at five.
    The current time in Tokyo is 14:05.
    It is currently raining in Leeds.
    Gold is currently trading at 2,300 dollars.
    The share is trading at 12 euros.
    It is now 9:15 in the morning.`),
  none: list(`
    Paris is the capital of France.
    I'm sorry to hear that you feel ill. Rest and drink water.
    I can't recommend this book enough: it is a classic.
    You can't divide by zero.
    As an AI language model, I don't have personal preferences, but many people like jazz.
    You cannot do that in Python, as strings are immutable.
    Sorry is a hard word; an apology helps.
    As of my last update, the record is 9.58 seconds.
    As of 2019 the town has 12,000 inhabitants.
    Today, Latin is used in science and in the church.
    Call our support line at +49 30 1234 5678.
    Write to support@acme.com with your invoice.
    Refunds are handled by billing-dept2@acme.co.uk.
    Sign in as yourname@outlook.com with your password.
    Dial 1-800-555-0199 from within the country.
    The recipe takes 20 minutes and needs 500 g of flour.
    To reset it, open Settings, then Security. If you do not see it, I can't tell without more details.
    Please provide your passport at the border.
    An error occurred means that the program failed.
    Internal server error is the text of status 500: the server failed.
    I do not know of a better city than Rome for food.
    I won't say that it is easy, but you can learn it.
    I am sorry for your loss. Grief takes time.
    Error 404 means that the page was not found.
    I'm not able to is the negative of I'm able to.
    "I do not know" is je ne sais pas in French.
    Not sure whether to use a or an? Use an before vowel sounds.
    No information is lost when you compress with zip.
    The provided context manager closes the file for you.
    There is no information paradox in classical gravity.
    I could not find work is a sentence in the past tense.
    Which one do you mean is a way to ask for clarification.
    Error: context length exceeded means that the prompt is too long for the model.
    Das kann man mit dem Befehl ls machen.
    No puedo significa I can't.
    Leider ist ein Adverb.
    My knowledge of physics says that light is fast.
    Let me explain: water boils at 100 degrees.
    Please hold the button for five seconds to reset it.
    To help you sleep, avoid coffee in the evening.
    Rate limit reached is what an API says when you call it too often.
    Unfortunately, there is no cure for the common cold.
    I need is the opening of a famous song.
    You cannot open links in plain text mail.
    Request failed with status code 500 means that the server failed.
    We do not have data caps.
    What is your favourite colour?
    This information does not include tax.
    The text does not say it, but the author implies grief.
    I found no errors in your code.
    Let me see: 17 * 3 = 51.`)
}
