package sorrel.remote.domain;

import java.time.Duration;

/** What both sides have to agree on beside the records. */
public final class Protocol {
  /** Changes whenever one side would not understand the other any more. */
  public static final int VERSION = 1;

  /** Says the version in every request. */
  public static final String HEADER = "Sorrel-Runner-Protocol";

  /** What all addresses for runners begin with. */
  public static final String BASE = "/api/v1/runner";

  /** So long an answer waits for orders: less than proxies wait for one. */
  public static final Duration POLL = Duration.ofSeconds(20);

  /** Rows of pictures in one answer: about a megabyte. */
  public static final int PICTURES_MAX = 5_000;

  /** Files that are asked for at once. */
  public static final int FILES_MAX = 256;

  /** Bytes of files in an answer, which has one file more at most. */
  public static final int FILE_BYTES = 4 << 20;

  /** The longest blob that is taken: a large network with its optimizer's memory. */
  public static final long BLOB_BYTES_MAX = 4L << 30;

  private Protocol() {}
}
