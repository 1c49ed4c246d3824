package org.dood.network.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dood.network.runner.EngineLocation;

/**
 * What the kernel says of the container that this process runs in.
 *
 * @param hostname its hostname
 * @param engineLocation where the engine that runs it lives
 */
public record ProcessInfo(String hostname, EngineLocation engineLocation) {

  /** Reads them from the kernel's {@code /proc}. */
  public static ProcessInfo ofProcess(Path proc) throws IOException {
    return new ProcessInfo(
        Files.readString(proc.resolve("sys/kernel/hostname")).strip(),
        EngineLocation.from(Files.readString(proc.resolve("self/mountinfo"))));
  }
}
