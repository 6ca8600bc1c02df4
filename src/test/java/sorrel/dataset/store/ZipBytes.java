package sorrel.dataset.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips byte by byte for tests, honest or not. */
final class ZipBytes {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int entries;

  /** What an entry may be odd in. */
  record Odd(int method, int flags, long statedSize, int mode, long sharedOffset) {
    static final Odd NOT = new Odd(8, 0, -1, 0, -1);

    Odd method(int other) {
      return new Odd(other, flags, statedSize, mode, sharedOffset);
    }

    Odd flags(int other) {
      return new Odd(method, other, statedSize, mode, sharedOffset);
    }

    Odd statedSize(long other) {
      return new Odd(method, flags, other, mode, sharedOffset);
    }

    Odd mode(int other) {
      return new Odd(method, flags, statedSize, other, sharedOffset);
    }

    Odd sharedOffset(long other) {
      return new Odd(method, flags, statedSize, mode, other);
    }
  }

  ZipBytes with(String name, byte[] content) {
    return with(name.getBytes(UTF_8), content, Odd.NOT, new byte[0]);
  }

  ZipBytes with(String name, byte[] content, Odd odd) {
    return with(name.getBytes(UTF_8), content, odd, new byte[0]);
  }

  ZipBytes with(byte[] name, byte[] content, Odd odd, byte[] extra) {
    byte[] packed = odd.method() == 0 ? content : deflated(content);
    CRC32 sum = new CRC32();
    sum.update(content);
    long size = odd.statedSize() < 0 ? content.length : odd.statedSize();
    long offset = odd.sharedOffset() < 0 ? body.size() : odd.sharedOffset();
    if (odd.sharedOffset() < 0) {
      ByteBuffer local = ByteBuffer.allocate(30 + name.length).order(ByteOrder.LITTLE_ENDIAN);
      local.putInt(0x04034B50).putShort((short) 20).putShort((short) odd.flags());
      local.putShort((short) odd.method()).putInt(0).putInt((int) sum.getValue());
      local.putInt(packed.length).putInt((int) size);
      local.putShort((short) name.length).putShort((short) 0).put(name);
      body.writeBytes(local.array());
      body.writeBytes(packed);
    }
    ByteBuffer record =
        ByteBuffer.allocate(46 + name.length + extra.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(0x02014B50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
    record.putShort((short) odd.flags()).putShort((short) odd.method()).putInt(0);
    record.putInt((int) sum.getValue()).putInt(packed.length).putInt((int) size);
    record.putShort((short) name.length).putShort((short) extra.length).putShort((short) 0);
    record.putShort((short) 0).putShort((short) 0).putInt(odd.mode() << 16).putInt((int) offset);
    record.put(name).put(extra);
    directory.writeBytes(record.array());
    entries++;
    return this;
  }

  byte[] bytes() {
    return bytes(false);
  }

  /**
   * @param large whether counts and places stand in zip64's records only
   */
  byte[] bytes(boolean large) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(body.toByteArray());
    all.writeBytes(directory.toByteArray());
    if (large) {
      ByteBuffer record = ByteBuffer.allocate(56 + 20).order(ByteOrder.LITTLE_ENDIAN);
      record.putInt(0x06064B50).putLong(44).putShort((short) 45).putShort((short) 45);
      record.putInt(0).putInt(0).putLong(entries).putLong(entries);
      record.putLong(directory.size()).putLong(body.size());
      record.putInt(0x07064B50).putInt(0).putLong(all.size()).putInt(1);
      all.writeBytes(record.array());
    }
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.putInt(0x06054B50).putInt(0);
    end.putShort((short) (large ? -1 : entries)).putShort((short) (large ? -1 : entries));
    end.putInt(large ? -1 : directory.size()).putInt(large ? -1 : body.size());
    all.writeBytes(end.array());
    return all.toByteArray();
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    while (!deflater.finished()) {
      packed.write(piece, 0, deflater.deflate(piece));
    }
    deflater.end();
    return packed.toByteArray();
  }
}
