package sorrel.network.engine;

import sorrel.training.engine.NativeLibrary;

class TensorFlowBackendTest extends BackendContract {
  @Override
  Backend backend(int batchMax) {
    return new TensorFlowBackend(NativeLibrary::load, batchMax);
  }
}
