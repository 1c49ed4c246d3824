package org.dood.network.services;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The IPv4 routes of a network namespace.
 *
 * @param text them as the kernel shows them in {@code /proc/net/route} (proc(5)): of each the
 *     interface, the destination and the gateway, both in hexadecimal digits with the last byte
 *     first, and more; empty if there is no such file
 */
public record RoutingTable(String text) {

  private static final int GATEWAY = 2;

  /** The digits of an address in hexadecimal. */
  private static final int DIGITS = 8;

  private static final String ANY = "00000000";

  /** The gateway of the default route; empty if there is none, as on an internal network. */
  Optional<String> gateway() {
    return text.lines()
        .map(line -> List.of(line.strip().split("\\s+")))
        .filter(columns -> columns.size() > GATEWAY && columns.get(1).equals(ANY))
        .map(columns -> columns.get(GATEWAY))
        .filter(gateway -> gateway.matches("[0-9A-Fa-f]{8}") && !gateway.equals(ANY))
        .map(RoutingTable::address)
        .findFirst();
  }

  /** The kernel prints an address as a number, and those of most processors end with byte one. */
  private static String address(String digits) {
    return IntStream.iterate(DIGITS - 2, at -> at >= 0, at -> at - 2)
        .mapToObj(at -> Integer.toString(Integer.parseInt(digits.substring(at, at + 2), 16)))
        .collect(Collectors.joining("."));
  }
}
