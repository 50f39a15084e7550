package org.patientjourney.activities.internet;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Which addresses belong to the public internet. */
final class InternetAddress {
  /** IANA IPv4 Special-Purpose Address Registry, multicast and reserved space included. */
  private static final List<Block> NOT_PUBLIC_4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** IANA IPv6 Global Unicast Address Assignments: the only block in use. */
  private static final List<Block> GLOBAL_6 = blocks("2000::/3");

  /** IANA IPv6 Special-Purpose Address Registry: tunnels to IPv4 and documentation. */
  private static final List<Block> NOT_PUBLIC_6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private InternetAddress() {}

  /** An IPv4 address that is written as an IPv6 one is an IPv4 address, or is refused. */
  static boolean isPublic(InetAddress address) {
    return address instanceof Inet6Address
        ? isIn(GLOBAL_6, address) && !isIn(NOT_PUBLIC_6, address)
        : !isIn(NOT_PUBLIC_4, address);
  }

  private static boolean isIn(List<Block> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private static List<Block> blocks(String... texts) {
    return Arrays.stream(texts).map(Block::of).toList();
  }

  /**
   * Addresses whose first bits are the same.
   *
   * @param length of an address in bits
   * @param rest the number of bits that may differ
   */
  private record Block(int length, int rest, BigInteger first) {
    static Block of(String text) {
      String[] parts = text.split("/", 2);
      try {
        byte[] address = InetAddress.getByName(parts[0]).getAddress();
        int rest = 8 * address.length - Integer.parseInt(parts[1]);
        return new Block(8 * address.length, rest, new BigInteger(1, address).shiftRight(rest));
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException("no block of addresses: " + text, e);
      }
    }

    boolean contains(InetAddress address) {
      byte[] bytes = address.getAddress();
      return 8 * bytes.length == length && new BigInteger(1, bytes).shiftRight(rest).equals(first);
    }
  }
}
