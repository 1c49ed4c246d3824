package org.dood.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table of packages in {@code ARCHITECTURE.md}: which package may use which. */
record PackageTable(List<Row> rows) {

  static final String BASE = "org.dood.network";

  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(?<name>[a-z.]+)` \\| (?<packages>[^|]*)\\| (?<libraries>[^|]*)\\|(?<reason>[^|]*)\\|$");

  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /**
   * A row.
   *
   * @param name the package, relative to {@link #BASE}; {@link #BASE} itself in full
   * @param packages our packages that it may use, named in the same way
   * @param libraries the package prefixes of the libraries that it may use
   */
  record Row(String name, List<String> packages, List<String> libraries, String reason) {}

  static PackageTable read() {
    try {
      return new PackageTable(
          Files.readString(Path.of("ARCHITECTURE.md"))
              .lines()
              .map(ROW::matcher)
              .filter(line -> line.matches())
              .map(PackageTable::row)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Row> rowOf(String name) {
    return rows.stream().filter(row -> row.name().equals(name)).findFirst();
  }

  /** How the table names a package or a class: one of ours relative to {@link #BASE}. */
  static String nameOf(String fullName) {
    return fullName.startsWith(BASE + ".") ? fullName.substring(BASE.length() + 1) : fullName;
  }

  private static Row row(MatchResult line) {
    return new Row(
        line.group("name"),
        namesIn(line.group("packages")),
        namesIn(line.group("libraries")),
        line.group("reason").strip());
  }

  private static List<String> namesIn(String cell) {
    return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
  }
}
