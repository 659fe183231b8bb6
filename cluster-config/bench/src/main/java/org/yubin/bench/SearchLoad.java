package org.yubin.bench;

import java.io.IOException;

/** SEARCH over all messages, of which a tenth match. */
final class SearchLoad implements Workload {
  private final String name;
  private final String key;

  private SearchLoad(String name, String key) {
    this.name = name;
    this.key = key;
  }

  static SearchLoad text() {
    return new SearchLoad("search-text", "TEXT " + BenchMessages.MARKER);
  }

  static SearchLoad header() {
    return new SearchLoad("search-header", "HEADER X-Bench h3");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    worker.reading();
    return () -> once(worker);
  }

  private Done once(Worker worker) throws IOException, WrongAnswerException {
    long hits = -1;
    for (Response response : worker.reading().ok("SEARCH " + key).untagged()) {
      if (response.text().regionMatches(true, 0, "* SEARCH", 0, 8)) {
        hits = response.text().chars().filter(c -> c == ' ').count() - 1;
      }
    }
    WrongAnswerException.unlessEqual(
        "hits of " + key, hits, BenchMessages.marked(worker.plan().messages()));
    return Done.units(1);
  }
}
