package dev.sigrun.runtime.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressSetsTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,10.0.0.1",
    "::1,::1",
    "0:0:0:0:0:0:0:1,::1",
    "::,::",
    "1::,1::",
    "2001:DB8::0:1,2001:db8::1",
    "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1,2001:db8:0:1:1:1:1:1",
    "1:0:0:2:0:0:0:3,1:0:0:2::3",
    "::ffff:1.2.3.4,1.2.3.4",
    "::FFFF:0102:0304,1.2.3.4",
    "64:ff9b::1.2.3.4,64:ff9b::102:304",
    "1:2:3:4:5:6:1.2.3.4,1:2:3:4:5:6:102:304",
    "1:2:3:4:5:6:7::,1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8,0:2:3:4:5:6:7:8",
    "fe80::,fe80::",
  })
  void addressesPrintInCanonicalForm(String text, String canonical) {
    assertThat(IpAddress.parse(text)).map(IpAddress::toString).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4 ",
        "a.b.c.d",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3",
        "1:",
        ":1",
        "localhost",
        "::1%",
        "%eth0",
        "10.0.0.1%eth0",
        "::ffff:1.2.3.4%e",
        "::1.2.3.4%eth0",
        "1:2:3:4:5:6:1.2.3.4%1",
        "0fffff::",
        "1.2.3.-4",
        "1..2.3",
        "::ffff:1.2.3.4:5",
        "1:2:3:4:5:6:7:8::",
        "10.0.0.1/8"
      })
  void refusesInvalidAddresses(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.6.48.157/8,10.255.0.1,true",
    "10.6.48.157/8,11.0.0.0,false",
    "fe80::/10,fe80::1%eth0,true",
    "fe80::1%1,fe80::1,true",
    "fe80::1%e.f,fe80::1,true",
    "fe80::1%1:2,fe80::1,true",
    "00fe80::00001%%,fe80::1,true",
    "fe80::1%a/128,fe80::1%b,true",
    "fe80::1%eth0,fe80::2%eth0,false",
    "10.0.0.1,10.0.0.1,true",
    "10.0.0.1,10.0.0.2,false",
    "0.0.0.0/0,255.255.255.255,true",
    "0.0.0.0/0,::1,false",
    "::/0,::1,true",
    "::/0,1.2.3.4,true",
    "::/0,::ffff:1.2.3.4,true",
    "::/0,2001:db8::1,true",
    "::/64,10.0.0.1,true",
    "::/64,::1,true",
    "::/64,2001:db8::1,false",
    "::/80,10.0.0.1,true",
    "::/81,10.0.0.1,false",
    "::/81,::1,true",
    "0:0:0:0:0:8000::/81,10.0.0.1,true",
    "::fffe:0:0/95,10.0.0.1,true",
    "::fffe:0:0/96,10.0.0.1,false",
    "8000::/1,10.0.0.1,false",
    "::ffff:10.0.0.1,10.0.0.1,true",
    "10.0.0.1,::ffff:10.0.0.1,true",
    "0.0.0.0/0,::fffe:0:1,false",
    "2001:db8::/32,2001:db8:ffff::1,true",
    "2001:db8::/32,2001:db9::1,false",
    "2001:db8::/65,2001:db8::7fff:0:0:1,true",
    "2001:db8::/65,2001:db8::8000:0:0:1,false",
    "fe80::/64,fe80::1:2:3:4,true",
    "1.2.3.4/31,1.2.3.5,true",
    "1.2.3.4/31,1.2.3.6,false",
    "::1/128,::1,true",
  })
  void blocksHoldTheAddressesOfTheirBits(String block, String address, boolean expected) {
    assertThat(IpBlocks.of(block).contains(address)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "::/129",
        "x/8",
        "/8",
        "1/8/8",
        "::ffff:10.0.0.0/104",
        "::ffff:0:0/96",
        "::ffff:0:0/95",
        "0:0:0:0:0:ffff::/8",
        "::ffff:1.2.3.4/128"
      })
  void refusesInvalidBlocks(String text) {
    assertThat(IpBlocks.isValid(text)).isFalse();
    assertThatThrownBy(() -> IpBlocks.of("10.0.0.0/8", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:10.0.0.0/104,true",
    "::FFFF:a00:0/96,true",
    "::ffff:0:0/0,true",
    "::ffff:10.0.0.0,false",
    "::fffe:0:0/96,false",
    "10.0.0.0/8,false",
    "::/80,false",
    "::ffff:10.0.0.0/x,false",
    "x,false",
    "/,false",
  })
  void knowsBlocksOfMappedAddresses(String text, boolean expected) {
    assertThat(IpBlocks.isMappedBlock(text)).isEqualTo(expected);
  }

  @Test
  void manyBlocksAreTheUnionOfEach() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<String> blocks = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        blocks.add(
            "10.0."
                + random.nextInt(4)
                + "."
                + random.nextInt(256)
                + "/"
                + (20 + random.nextInt(13)));
      }
      IpBlocks all = IpBlocks.of(blocks);
      for (int i = 0; i < 50; i++) {
        String address = "10.0." + random.nextInt(5) + "." + random.nextInt(256);
        assertThat(all.contains(address))
            .as("seed %d: %s in %s", seed, address, blocks)
            .isEqualTo(blocks.stream().anyMatch(block -> IpBlocks.of(block).contains(address)));
      }
    }
  }

  @Test
  void rangesOfAddressesFollowTheirBits() {
    IpAddress low = IpAddress.parse("9.255.255.255").orElseThrow();
    IpAddress high = IpAddress.parse("200.0.0.1").orElseThrow();
    IpAddress v6 = IpAddress.parse("2001:db8::1").orElseThrow();
    assertThat(IpRange.atLeast("10.0.0.0").contains(low)).isFalse();
    assertThat(IpRange.atLeast("10.0.0.0").contains(high)).isTrue();
    assertThat(IpRange.above("200.0.0.1").contains(high)).isFalse();
    assertThat(IpRange.atMost("200.0.0.1").contains(high)).isTrue();
    assertThat(IpRange.below("200.0.0.1").contains(high)).isFalse();
    assertThat(IpRange.between("10.0.0.0", true, "255.255.255.255", true).contains(v6)).isFalse();
    assertThat(IpRange.above("10.0.0.0").contains(v6)).isTrue();
    assertThatThrownBy(() -> IpRange.above("x")).isInstanceOf(IllegalArgumentException.class);
  }
}
