package sorrel.network.engine;

import sorrel.network.domain.NetworkLoader;
import sorrel.training.engine.NativeLibrary;

class SavedModelLoaderTest extends NetworkLoaderContract {
  @Override
  NetworkLoader loader(int batchMax) {
    return new SavedModelLoader(NativeLibrary::load, batchMax);
  }
}
