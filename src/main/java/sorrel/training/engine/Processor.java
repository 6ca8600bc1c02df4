package sorrel.training.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the processor can do that matters to training. */
final class Processor {
  private Processor() {}

  /** Whether it multiplies 16-bit floats (bfloat16) in hardware; without, they cost more. */
  static boolean multipliesBfloat16() {
    Path description = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(description)) {
      return false;
    }
    try {
      return multipliesBfloat16(Files.readAllLines(description));
    } catch (IOException e) {
      return false;
    }
  }

  static boolean multipliesBfloat16(List<String> description) {
    return description.stream()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .map(line -> List.of(line.split("\\s+")))
        .filter(flags -> flags.contains("amx_bf16") || flags.contains("avx512_bf16"))
        .isPresent();
  }
}
