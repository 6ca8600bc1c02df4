package sorrel.loadtest.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A control group of Linux that holds one process to a share of a core; needs the right to make
 * one, as root has.
 *
 * <p>Source: https://docs.kernel.org/scheduler/sched-bwc.html,
 * https://docs.kernel.org/admin-guide/cgroup-v2.html.
 */
final class CpuQuota implements AutoCloseable {
  /** The kernel's own, which container runtimes keep. */
  private static final int PERIOD_MICROS = 100_000;

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** Of version 1, which has a tree for each controller. */
  private static final Path CPU = ROOT.resolve("cpu");

  private static final String PROCESSES = "cgroup.procs";

  private final Path parent;
  private final Path group;

  private CpuQuota(Path parent, Path group) {
    this.parent = parent;
    this.group = group;
  }

  /** Holds a process, with all its threads, from now on. */
  static CpuQuota of(long pid, double cores) throws IOException {
    boolean isFirst = Files.isDirectory(CPU);
    Path parent = isFirst ? CPU : ROOT;
    Path group = parent.resolve("sorrel-loadtest-" + pid);
    long quota = Math.round(PERIOD_MICROS * cores);
    try {
      Files.createDirectory(group);
      if (isFirst) {
        Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quota));
      } else {
        Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
      }
      Files.writeString(group.resolve(PROCESSES), Long.toString(pid));
    } catch (IOException refused) {
      throw new IOException(
          "Processes cannot be held to a share of a core here, which takes Linux and root: "
              + refused.getMessage(),
          refused);
    }
    return new CpuQuota(parent, group);
  }

  /** Lets its process go. */
  @Override
  public void close() {
    try {
      for (String pid : Files.readAllLines(group.resolve(PROCESSES))) {
        Files.writeString(parent.resolve(PROCESSES), pid);
      }
      Files.delete(group);
    } catch (IOException left) {
      System.err.println(group + " could not be removed: " + left.getMessage());
    }
  }
}
