import { createContext } from 'svelte';
import { answer, api, type Schemas } from './api/client.ts';
import { live } from './api/live.svelte.ts';
import { imports } from './pictures/imports.svelte.ts';
import { Loaded, settled } from './loaded.svelte.ts';

export type Model = Schemas['Model'];
export type Run = Schemas['Run'];

/** A model as its pages show it, kept up to date by what the server tells. */
export class ModelView {
  readonly id: string;
  readonly model: Loaded<Model>;
  /** The newest run, if there was one. */
  readonly run: Loaded<Run | undefined>;
  /** The version that answers, if there is one. */
  readonly version: Loaded<Schemas['Version'] | undefined>;

  constructor(id: string) {
    this.id = id;
    this.model = new Loaded(() =>
      answer(api.GET('/api/v1/models/{model}', { params: { path: { model: id } } }))
    );
    this.run = new Loaded(async () => {
      const runs = await answer(
        api.GET('/api/v1/models/{model}/runs', { params: { path: { model: id }, query: { limit: 1 } } })
      );
      return runs.items[0];
    });
    this.version = new Loaded(async () => {
      const number = this.model.value?.serving?.version;
      return number === undefined
        ? undefined
        : await answer(
            api.GET('/api/v1/models/{model}/versions/{version}', {
              params: { path: { model: id, version: number } }
            })
          );
    });
  }

  /** The model's name, or a word for it before it is known. */
  get name(): string {
    return this.model.value?.name ?? 'Model';
  }

  /** Reads all again. */
  async load(): Promise<void> {
    await Promise.all([this.model.load().then(() => this.version.load()), this.run.load()]);
  }

  /** For `$effect`: reads, and reads again when something of this model happens. */
  follow(): () => void {
    void this.load();
    void imports.find(this.id);
    const again = settled(() => void this.load());
    const ends = [
      live.on('model', (event) => event.id === this.id && again()),
      live.on('task', (task) => task.model === this.id && task.kind !== 'classification' && again()),
      live.on('task', (task) => task.model === this.id && imports.meet(task)),
      live.onReturn(again)
    ];
    return () => ends.forEach((end) => end());
  }
}

/** The model of the pages under `/m/`. */
export const [modelView, setModelView] = createContext<ModelView>();

/** A model's state in a word for people. */
export function stateWord(model: Model): string {
  if (model.importing) {
    return 'Pictures are arriving';
  }
  switch (model.state) {
    case 'empty':
      return 'Needs pictures';
    case 'ready-to-train':
      return 'Ready to train';
    case 'training':
      return model.serving ? 'In use, learning again' : 'Learning';
    case 'expanding':
      return 'In use, being updated';
    case 'serving':
      return 'In use';
  }
}
