package dev.sigrun.runtime.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("smoke")
class BinaryTest {
  /** As states of all releases have it: the length and each character as numbers. */
  private static byte[] oneByOne(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Binary.writeUnsigned(text.length(), out);
    for (int i = 0; i < text.length(); i++) {
      Binary.writeUnsigned(text.charAt(i), out);
    }
    return bytes.toByteArray();
  }

  private static byte[] written(String text) throws IOException {
    ByteOutput out = new ByteOutput();
    Binary.writeText(text, out);
    return out.toBytes();
  }

  @Test
  void textsKeepTheirBytes() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      int bound = random.nextBoolean() ? 0x80 : 0x10000;
      int length = i % 500 == 0 ? 150_000 : random.nextInt(50);
      while (text.length() < length) {
        text.append((char) random.nextInt(random.nextInt(20) == 0 ? bound : 0x80));
      }
      byte[] bytes = written(text.toString());
      assertThat(bytes).isEqualTo(oneByOne(text.toString()));
      ByteInput in = new ByteInput(bytes);
      assertThat(Binary.readText(in)).isEqualTo(text.toString());
      assertThat(in.left()).isZero();
    }
  }

  /** Lone surrogates, and characters of two and three bytes beside the end of a text. */
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "\u00e9", "\uD800", "a\uFFFF", "\uFFFFa", "\u00e9\u00e9\u00e9"})
  void shortTexts(String text) throws IOException {
    assertThat(Binary.readText(new ByteInput(written(text)))).isEqualTo(text);
    assertThat(Binary.readText(new DataInputStream(new ByteArrayInputStream(oneByOne(text)))))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "\u00e9\u00e9", "\uFFFF"})
  void textsThatAreCutAreRefused(String text) throws IOException {
    byte[] bytes = written(text);
    for (int i = 0; i < bytes.length; i++) {
      ByteInput in = new ByteInput(Arrays.copyOf(bytes, i));
      assertThatThrownBy(() -> Binary.readText(in)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void numbersThatAreNoCharactersAreRefused() {
    byte[] tooLarge = {1, (byte) 0x80, (byte) 0x80, 4};
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0x80);
    endless[0] = 19;
    assertThatThrownBy(() -> Binary.readText(new ByteInput(tooLarge)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Binary.readText(new ByteInput(endless)))
        .isInstanceOf(IOException.class);
  }

  /** As the streams of the JDK read and write. */
  @Test
  void readsAndWritesAsStreamsDo() throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    DataOutputStream stream = new DataOutputStream(expected);
    ByteOutput own = new ByteOutput();
    for (DataOutput out : new DataOutput[] {stream, own}) {
      out.writeBoolean(true);
      out.writeByte(-3);
      out.writeShort(-30_000);
      out.writeChar('\uFEDC');
      out.writeInt(Integer.MIN_VALUE + 5);
      out.writeLong(Long.MIN_VALUE + 6);
      out.writeFloat(1.5f);
      out.writeDouble(Math.PI);
      out.writeUTF("h\u00e9\uD83D\uDE00");
      out.writeBytes("ab");
      out.writeChars("\u00e9");
      out.write(new byte[300]);
    }
    assertThat(own.toBytes()).isEqualTo(expected.toByteArray());
    ByteInput in = new ByteInput(own.toBytes());
    assertThat(in.readBoolean()).isTrue();
    assertThat(in.readByte()).isEqualTo((byte) -3);
    assertThat(in.readShort()).isEqualTo((short) -30_000);
    assertThat(in.readChar()).isEqualTo('\uFEDC');
    assertThat(in.readInt()).isEqualTo(Integer.MIN_VALUE + 5);
    assertThat(in.readLong()).isEqualTo(Long.MIN_VALUE + 6);
    assertThat(in.readFloat()).isEqualTo(1.5f);
    assertThat(in.readDouble()).isEqualTo(Math.PI);
    assertThat(in.readUTF()).isEqualTo("h\u00e9\uD83D\uDE00");
    assertThat(in.skipBytes(4)).isEqualTo(4);
    assertThat(in.left()).isEqualTo(300);
  }
}
