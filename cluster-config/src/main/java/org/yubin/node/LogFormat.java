package org.yubin.node;

import java.util.Locale;

/** How a line of the log is written ({@code yubin.log.format}). */
enum LogFormat {
  JSON,
  TEXT;

  /**
   * The format of that word.
   *
   * @param usual where the word is empty
   * @throws StartFailure if there is none of that word
   */
  static LogFormat named(String word, LogFormat usual) throws StartFailure {
    return switch (word) {
      case "" -> usual;
      case "json" -> JSON;
      case "text" -> TEXT;
      default -> throw new StartFailure("yubin.log.format: " + word + " (expected: json, text)");
    };
  }

  /**
   * Has all logs of this process written so; before the first logger is asked for.
   *
   * @param configuration of Logback, with an appender for each format, named after it
   */
  void in(String configuration) {
    System.setProperty("yubin.log.format", name().toLowerCase(Locale.ROOT));
    System.setProperty("logback.configurationFile", configuration);
  }
}
