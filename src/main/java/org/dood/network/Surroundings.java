package org.dood.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dood.network.runner.EngineHome;

/**
 * What the kernel says of the container that this process runs in.
 *
 * @param hostname its hostname
 * @param engineHome where the engine that runs it lives
 */
record Surroundings(String hostname, EngineHome engineHome) {

  /** Reads them from the kernel's {@code /proc}. */
  static Surroundings ofProcess(Path proc) throws IOException {
    return new Surroundings(
        Files.readString(proc.resolve("sys/kernel/hostname")).strip(),
        EngineHome.from(Files.readString(proc.resolve("self/mountinfo"))));
  }
}
