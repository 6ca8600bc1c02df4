package sorrel.cli.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The most memory that a process had in use at once, as Linux counts it; native memory too. */
public final class PeakMemory {
  private static final double KIB_PER_MIB = 1024;
  private static final String PEAK = "VmHWM:";

  /** Written to clear_refs, it sets the peak back to what is in use now: see proc(5). */
  private static final String RESET_PEAK = "5";

  private PeakMemory() {}

  /** This process's, in MiB; empty where it is not known. */
  public static Optional<Double> ofThisProcessMb() {
    try {
      return fromStatus(Files.readString(Path.of("/proc/self/status")));
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  /** Starts anew from what is in use now, where the system allows it. */
  public static void reset() {
    try {
      Files.writeString(Path.of("/proc/self/clear_refs"), RESET_PEAK);
    } catch (IOException notAllowed) {
      // The peak since the start of the process is an upper bound, and still worth having.
    }
  }

  static Optional<Double> fromStatus(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(PEAK))
        .map(line -> line.substring(PEAK.length()).replace("kB", "").trim())
        .map(kib -> Double.parseDouble(kib) / KIB_PER_MIB)
        .findFirst();
  }
}
