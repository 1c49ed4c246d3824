package org.dood.network.integration.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates the expressions of workflows and action files, as far as this repository has any:
 * names, texts, {@code ==}, {@code !=}, {@code &&}, {@code ||} and parentheses.
 *
 * @see <a
 *     href="https://docs.github.com/en/actions/reference/workflows-and-actions/expressions">Evaluate
 *     expressions in workflows and actions</a>
 */
final class Expressions {

  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{\\s*(.*?)\\s*}}");

  /** A name may be that of a property of a context, or a function's call without an expression. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?<token>&&|\\|\\||==|!=|\\(|\\)|'(?:[^']|'')*'"
              + "|[A-Za-z_][\\w-]*(?:\\.[\\w-]+|\\['[^']*'\\]|\\([\\w.]*\\))*)\\s*");

  private final String expression;
  private final UnaryOperator<String> valueOf;
  private final Deque<String> tokens = new ArrayDeque<>();

  private Expressions(String expression, UnaryOperator<String> valueOf) {
    this.expression = expression;
    this.valueOf = valueOf;
    var token = TOKEN.matcher(expression);
    int end = 0;
    for (; token.find() && token.start() == end; end = token.end()) {
      tokens.add(token.group("token"));
    }
    if (end != expression.length()) {
      throw unknown(expression);
    }
  }

  /**
   * A text with the values of the expressions in it.
   *
   * @param valueOf the value of a name, such as {@code job.container.network}
   */
  static String substitute(String text, UnaryOperator<String> valueOf) {
    return EXPRESSION
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(evaluate(match.group(1), valueOf)));
  }

  /** Whether a condition holds, which may stand without {@code ${{ }}}. */
  static boolean holds(String condition, UnaryOperator<String> valueOf) {
    var whole = EXPRESSION.matcher(condition);
    return isTrue(evaluate(whole.matches() ? whole.group(1) : condition, valueOf));
  }

  /** What to throw for a name that has no value here. */
  static AssertionError unknown(String expression) {
    return new AssertionError("the simulated runner cannot evaluate ${{ " + expression + " }}");
  }

  private static String evaluate(String expression, UnaryOperator<String> valueOf) {
    var parser = new Expressions(expression, valueOf);
    var value = parser.or();
    if (!parser.tokens.isEmpty()) {
      throw unknown(expression);
    }
    return value;
  }

  private static boolean isTrue(String value) {
    return !value.isEmpty() && !value.equals("false");
  }

  private String or() {
    var value = and();
    while (take("||")) {
      var other = and();
      value = isTrue(value) ? value : other;
    }
    return value;
  }

  private String and() {
    var value = comparison();
    while (take("&&")) {
      var other = comparison();
      value = isTrue(value) ? other : value;
    }
    return value;
  }

  private String comparison() {
    var value = operand();
    if (take("==")) {
      return Boolean.toString(value.equalsIgnoreCase(operand()));
    }
    if (take("!=")) {
      return Boolean.toString(!value.equalsIgnoreCase(operand()));
    }
    return value;
  }

  private String operand() {
    if (take("(")) {
      var value = or();
      if (!take(")")) {
        throw unknown(expression);
      }
      return value;
    }
    if (tokens.isEmpty()) {
      throw unknown(expression);
    }
    var token = tokens.remove();
    return token.startsWith("'")
        ? token.substring(1, token.length() - 1).replace("''", "'")
        : valueOf.apply(token);
  }

  private boolean take(String token) {
    if (!token.equals(tokens.peek())) {
      return false;
    }
    tokens.remove();
    return true;
  }
}
