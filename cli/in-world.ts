import { closing, type World, type WorldOptions } from './world.ts';

/** Opens the world that the options name, for one task. */
export async function inWorld<T>(options: WorldOptions, task: (world: World) => Promise<T>): Promise<T> {
  if (options.world === 'aws') {
    // The SDK takes a while to load, and most commands have no use for it.
    const { inAwsWorld } = await import('./aws/world.ts');
    return inAwsWorld(options, task);
  }
  const { openLocalWorld } = await import('./local-world.ts');
  return closing(
    openLocalWorld(options.state, () => undefined),
    task,
  );
}
