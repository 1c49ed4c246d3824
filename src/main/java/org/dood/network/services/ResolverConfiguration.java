package org.dood.network.services;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The file that says which server looks up names.
 *
 * @param text its text (resolv.conf(5)); empty if there is no such file
 */
public record ResolverConfiguration(String text) {

  /** The path of the file. */
  public static final String PATH = "/etc/resolv.conf";

  private static final String SERVER = "nameserver";

  /** The size of the file in bytes. */
  long size() {
    return text.getBytes(StandardCharsets.ISO_8859_1).length;
  }

  /**
   * The address of the server that is asked first; empty if none is named. Another one is asked
   * only if that one does not answer at all.
   */
  Optional<String> firstServer() {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(SERVER))
        .map(line -> line.substring(SERVER.length()).strip())
        .filter(server -> !server.isEmpty())
        .findFirst();
  }
}
