import { useEffect, useRef, useState } from 'preact/hooks'
import { isToken, isUserName } from './credentials.ts'
import { focusToType } from './focus.ts'
import { signIn, type Me } from './session.ts'

function useForm (check: (text: string) => string | null, done: (text: string) => Promise<void>) {
  const [problem, setProblem] = useState<string | null>(null)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const text = String(new FormData(form).get('text') ?? '').trim()
    const wrong = check(text)
    setProblem(wrong)
    if (wrong === null) await done(text)
    else form.querySelector('input')?.focus()
  }
  return { problem, submit }
}

/** Asks for a token. */
function TokenForm ({ why }: { why: string | null }) {
  const { problem, submit } = useForm(
    (text) => {
      if (isToken(text)) return null
      return text.startsWith('sk-') ? 'That is an API key, which is good on /v1 only: a bearer token is expected.' : 'That is no token: three parts with dots between them are expected.'
    },
    (text) => signIn({ token: text })
  )
  const ref = useRef<HTMLInputElement>(null)
  // There is nothing else to do.
  useEffect(() => focusToType(ref.current), [])
  const told = problem ?? why
  return (
    <form class='card sign-in' onSubmit={submit}>
      <h1 id='sign-in'>Sign in</h1>
      <p>This service asks for a bearer token. It stays in this tab, and is gone when you close it.</p>
      <label for='token'>Token</label>
      <input id='token' ref={ref} name='text' type='password' autocomplete='off' spellcheck={false} required aria-describedby={told ? 'token-problem' : undefined} aria-invalid={told ? true : undefined} />
      {told && <p id='token-problem' class='problem' role='alert'>{told}</p>}
      <button class='primary'>Sign in</button>
      <p class='quiet'>For development, <code>npm run token -- --user ann</code> mints one, with <code>--role operator</code> an operator's.</p>
    </form>
  )
}

export const SignIn = ({ why }: { why: string | null }) => <main id='main' class='centred' tabIndex={-1}><TokenForm why={why} /></main>

/** Over a page whose token ran out: what was typed there waits behind it. */
export function SignInAgain ({ why }: { why: string | null }) {
  const ref = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = ref.current!
    dialog.showModal()
    return () => dialog.close()
  }, [])
  // Escape would leave nothing to go on with.
  return <dialog ref={ref} aria-labelledby='sign-in' onCancel={(event) => event.preventDefault()} onClose={() => ref.current?.showModal()}><TokenForm why={why} /></dialog>
}

/** Development mode: whoever asks says who they are. */
export function WhoAreYou ({ me, onDone }: { me: Me, onDone (): void }) {
  const { problem, submit } = useForm(
    (text) => isUserName(text) ? null : 'Use 1 to 128 plain letters, digits or signs.',
    async (text) => {
      await signIn({ user: text })
      onDone()
    }
  )
  return (
    <form class='who' onSubmit={submit}>
      <p>Development mode: no token is needed, and everybody on this machine is an operator.</p>
      <label for='user'>Be the user</label>
      <div class='row'>
        <input id='user' name='text' defaultValue={me.user} autocomplete='off' maxLength={128} required />
        <button class='primary'>Change</button>
      </div>
      {problem && <p class='problem' role='alert'>{problem}</p>}
    </form>
  )
}
