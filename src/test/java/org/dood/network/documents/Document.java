package org.dood.network.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of this repository.
 *
 * @param file its path in the repository
 */
record Document(Path file, String text) {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#+) (.*)$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  /**
   * A code block.
   *
   * @param language as the fence names it; empty if it names none
   */
  record Block(String language, String content) {}

  /**
   * A heading.
   *
   * @param level 1 for the title
   */
  record Heading(int level, String title) {}

  static Document at(String path) {
    return read(Path.of(path));
  }

  /** Every document of the repository. */
  static List<Document> all() {
    return Stream.of(".", "docs", "examples", ".github")
        .map(Path::of)
        .filter(Files::isDirectory)
        .flatMap(directory -> markdown(directory, directory.endsWith(".") ? 1 : 3))
        .map(Document::read)
        .toList();
  }

  List<Block> blocks() {
    return BLOCK
        .matcher(text)
        .results()
        .map(block -> new Block(block.group(1), block.group(2)))
        .toList();
  }

  List<Heading> headings() {
    return HEADING
        .matcher(withoutBlocks())
        .results()
        .map(h -> new Heading(h.group(1).length(), h.group(2)))
        .toList();
  }

  /** The targets of its links, as they stand there. */
  List<String> links() {
    return LINK.matcher(withoutBlocks()).results().map(link -> link.group(1)).toList();
  }

  /** The anchors that GitHub makes of its headings. */
  List<String> anchors() {
    var anchors = new ArrayList<String>();
    for (var heading : headings()) {
      var anchor =
          heading
              .title()
              .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      var before = anchors.stream().filter(a -> a.matches(Pattern.quote(anchor) + "(-\\d+)?"));
      var same = before.count();
      anchors.add(same == 0 ? anchor : anchor + "-" + same);
    }
    return anchors;
  }

  private String withoutBlocks() {
    return BLOCK.matcher(text).replaceAll("");
  }

  private static Document read(Path file) {
    try {
      return new Document(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> markdown(Path directory, int depth) {
    return files(directory, depth).filter(file -> file.toString().endsWith(".md"));
  }

  /** Every file below a directory. */
  static Stream<Path> files(Path directory) {
    return files(directory, Integer.MAX_VALUE);
  }

  private static Stream<Path> files(Path directory, int depth) {
    try (var files = Files.walk(directory, depth)) {
      return files.filter(Files::isRegularFile).map(Path::normalize).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
