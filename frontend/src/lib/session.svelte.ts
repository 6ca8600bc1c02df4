import { goto } from '$app/navigation';
import { answer, api, type Schemas } from './api/client.ts';
import { live } from './api/live.svelte.ts';
import { Problem } from './api/problem.ts';

/** Who is signed in on this page. */
class Session {
  account = $state<Schemas['Account']>();
  /** Whether it is known if somebody is signed in. */
  known = $state(false);

  constructor() {
    // Another tab may have signed out, or in as somebody else; where the server cannot be asked, it is when it can.
    live.onDoubt(() => void this.find().catch(() => undefined));
  }

  /** Asks the server who this is. */
  async find(): Promise<void> {
    try {
      this.account = await answer(api.GET('/api/v1/accounts/me'));
      live.open(this.account.id);
    } catch (thrown) {
      if (Problem.from(thrown).status !== 401) {
        throw thrown;
      }
      live.close();
      this.account = undefined;
    } finally {
      this.known = true;
    }
  }

  async signUp(email: string, password: string, invitation?: string): Promise<void> {
    const body = { email, password, ...(invitation ? { invitation } : {}) };
    await answer(api.POST('/api/v1/accounts', { body }));
    await this.signIn(email, password);
  }

  async signIn(email: string, password: string): Promise<void> {
    await answer(api.POST('/api/v1/sessions', { body: { email, password } }));
    await this.find();
  }

  async signOut(): Promise<void> {
    await answer(api.DELETE('/api/v1/sessions/current'));
    live.signOut();
    this.account = undefined;
    await goto('/sign-in');
  }

  /** The session has ended meanwhile: signs in and comes back to this page. */
  async expired(): Promise<void> {
    live.close();
    this.account = undefined;
    const here = location.pathname + location.search;
    await goto(`/sign-in?next=${encodeURIComponent(here)}`);
  }
}

export const session = new Session();

/** A path of this site to go to after signing in; anything else would lead visitors elsewhere. */
export function safePath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/models';
}
