package sorrel.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/**
 * The picture, label and part of each place of a cache, in the cache's order.
 *
 * @param pictures the SHA-256 of the picture's file; null where the label is -1
 * @param labels the place of the picture's class among the outputs; -1 for a picture left out
 * @param parts the part of the picture; null where the label is -1
 */
record LearningSet(Sha256[] pictures, int[] labels, Part[] parts) {
  private static final byte LEFT_OUT = 0;
  private static final int HASH_BYTES = 32;

  /** Room for so many pictures, all left out so far. */
  static LearningSet ofSize(int count) {
    int[] labels = new int[count];
    Arrays.fill(labels, -1);
    return new LearningSet(new Sha256[count], labels, new Part[count]);
  }

  void set(int index, Sha256 picture, int label, Part part) {
    pictures[index] = picture;
    labels[index] = label;
    parts[index] = part;
  }

  /** The places of the pictures of a part. */
  int[] of(Part part) {
    return indices(i -> parts[i] == part);
  }

  private int[] indices(IntPredicate wanted) {
    return IntStream.range(0, labels.length).filter(wanted).toArray();
  }

  /**
   * Moves one picture of each class without check pictures over from those to learn from, so that
   * no class goes unseen when a decision is made; a class with two pictures or more.
   *
   * @param classes how many there are
   */
  void coverValidation(int classes) {
    int[] checked = new int[classes];
    int[] learned = new int[classes];
    int[] last = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      if (parts[i] == Part.VALIDATION) {
        checked[labels[i]]++;
      } else if (parts[i] == Part.TRAINING) {
        learned[labels[i]]++;
        last[labels[i]] = i;
      }
    }
    for (int label = 0; label < classes; label++) {
      if (checked[label] == 0 && learned[label] >= 2) {
        parts[last[label]] = Part.VALIDATION;
      }
    }
  }

  void write(Path file) {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(labels.length);
      for (int i = 0; i < labels.length; i++) {
        out.writeInt(labels[i]);
        out.writeByte(code(parts[i]));
        if (parts[i] != null) {
          out.write(pictures[i].bytes());
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reads what {@link #write} wrote; empty if it is not all there. */
  static Optional<LearningSet> read(Path file) {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      LearningSet set = ofSize(in.readInt());
      for (int i = 0; i < set.labels.length; i++) {
        set.labels[i] = in.readInt();
        set.parts[i] = part(in.readByte());
        if (set.parts[i] != null) {
          set.pictures[i] = Sha256.ofBytes(in.readNBytes(HASH_BYTES));
        }
      }
      return Optional.of(set);
    } catch (IOException | IllegalArgumentException missing) {
      return Optional.empty();
    }
  }

  private static int code(Part part) {
    return part == null ? LEFT_OUT : part.code();
  }

  private static Part part(byte code) {
    return code == LEFT_OUT ? null : Part.of(code);
  }
}
