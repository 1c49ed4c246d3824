package org.dood.network.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dood.network.github.WorkflowCommand;

/**
 * A table for people.
 *
 * @param title the line above the table
 * @param head the columns' names
 * @param rows the cells, as many in each row as there are columns
 */
record Table(String title, List<String> head, List<List<String>> rows) {

  private static final String GAP = "   ";

  /** The lines, after an empty one; no line if there is no row. */
  Stream<String> lines() {
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    var all = Stream.concat(Stream.of(head), rows.stream().map(Table::shortened)).toList();
    var widths =
        IntStream.range(0, head.size())
            .mapToObj(column -> all.stream().mapToInt(row -> row.get(column).length()).max())
            .map(width -> width.orElse(0))
            .toList();
    return Stream.concat(Stream.of("", title), all.stream().map(row -> line(row, widths)));
  }

  private static String line(List<String> row, List<Integer> widths) {
    var cells =
        IntStream.range(0, row.size())
            .mapToObj(column -> padded(row.get(column), widths.get(column)))
            .collect(Collectors.joining(GAP));
    return "  " + WorkflowCommand.plainLine(cells).stripTrailing();
  }

  /** A name without end would widen every row, except in the last column. */
  private static List<String> shortened(List<String> row) {
    return Stream.concat(
            row.stream().limit(row.size() - 1L).map(Excerpt::of),
            row.stream().skip(row.size() - 1L))
        .toList();
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }
}
