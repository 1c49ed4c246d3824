package org.dood.network.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandFileAccessTest {

  @TempDir private Path directory;

  @Test
  void file_that_can_be_looked_at_is_present() throws IOException {
    assertThat(CommandFileAccess.to(Files.createFile(directory.resolve("state"))))
        .isEqualTo(CommandFileAccess.PRESENT);
  }

  @Test
  void directory_in_its_place_and_no_file_at_all_are_missing() {
    assertThat(CommandFileAccess.to(directory)).isEqualTo(CommandFileAccess.MISSING);
    assertThat(CommandFileAccess.to(directory.resolve("state")))
        .isEqualTo(CommandFileAccess.MISSING);
  }

  @Test
  void denied_look_says_nothing_of_the_file() {
    assertThat(CommandFileAccess.after(new AccessDeniedException("state")))
        .isEqualTo(CommandFileAccess.DENIED);
    assertThat(CommandFileAccess.after(new NoSuchFileException("state")))
        .isEqualTo(CommandFileAccess.MISSING);
    assertThat(CommandFileAccess.after(new FileSystemException("state", "", "Not a directory")))
        .isEqualTo(CommandFileAccess.MISSING);
  }
}
