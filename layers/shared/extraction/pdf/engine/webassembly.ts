/** A compiled module; can be sent to a worker thread. */
export type CompiledModule = { readonly compiled: unique symbol };
type Imports = Record<string, Record<string, unknown>>;

/** The part of WebAssembly that is used here. Node has it, but its types need the browser's library. */
export const webAssembly = (
  globalThis as unknown as {
    WebAssembly: {
      compile(bytes: Uint8Array): Promise<CompiledModule>;
      instantiate(module: CompiledModule, imports: Imports): Promise<object>;
    };
  }
).WebAssembly;

export type { Imports };
