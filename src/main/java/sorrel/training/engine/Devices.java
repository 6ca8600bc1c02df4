package sorrel.training.engine;

import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TFE_Context;
import org.tensorflow.internal.c_api.TFE_ContextOptions;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;
import sorrel.training.domain.RunnerKind;

/** What TensorFlow calculates with on this machine. */
public final class Devices {
  private Devices() {}

  /**
   * Asks the library, which is loaded if need be; blocking, for seconds. Without a build of
   * TensorFlow for GPUs there is none, whatever the machine has.
   *
   * @param threads what the process's threads within an operation become, if nothing of TensorFlow
   *     ran before
   */
  public static RunnerKind kind(TrainingThreads threads) {
    NativeLibrary.load();
    return Niceness.giveWay(threads.niceness(), () -> ask(threads));
  }

  private static RunnerKind ask(TrainingThreads threads) {
    byte[] config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads.intraOp())
            .build()
            .toByteArray();
    TF_Status status = tensorflow.TF_NewStatus();
    TFE_ContextOptions options = tensorflow.TFE_NewContextOptions();
    try (BytePointer bytes = new BytePointer(config)) {
      tensorflow.TFE_ContextOptionsSetConfig(options, bytes, config.length, status);
    }
    TFE_Context context = tensorflow.TFE_NewContext(options, status);
    try {
      return tensorflow.TF_GetCode(status) == tensorflow.TF_OK
          ? kind(context, status)
          : RunnerKind.CPU;
    } finally {
      tensorflow.TFE_DeleteContext(context);
      tensorflow.TFE_DeleteContextOptions(options);
      tensorflow.TF_DeleteStatus(status);
    }
  }

  private static RunnerKind kind(TFE_Context context, TF_Status status) {
    TF_DeviceList devices = tensorflow.TFE_ContextListDevices(context, status);
    try {
      for (int i = 0; i < tensorflow.TF_DeviceListCount(devices); i++) {
        BytePointer type = tensorflow.TF_DeviceListType(devices, i, status);
        if (type != null && type.getString().equals("GPU")) {
          return RunnerKind.GPU;
        }
      }
      return RunnerKind.CPU;
    } finally {
      tensorflow.TF_DeleteDeviceList(devices);
    }
  }
}
