package org.yubin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** FETCH of the whole of one message, any one. */
final class BodyLoad implements Workload {
  @Override
  public String name() {
    return "fetch-body";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    worker.reading();
    return () -> once(worker);
  }

  private static Done once(Worker worker) throws IOException, WrongAnswerException {
    int seq = 1 + worker.random().nextInt(worker.plan().messages());
    ImapConnection.Answer answer = worker.reading().ok("FETCH " + seq + " (BODY.PEEK[])");
    for (Response response : answer.untagged()) {
      if (response.about("FETCH") && response.number() == seq && !response.literals().isEmpty()) {
        byte[] message = response.literals().get(0);
        byte[] start = BenchMessages.number(seq).getBytes(StandardCharsets.US_ASCII);
        WrongAnswerException.unlessEqual("octets", message.length, worker.plan().sizeOctets());
        if (!Arrays.equals(start, Arrays.copyOf(message, start.length))) {
          throw new WrongAnswerException("FETCH " + seq + ": another message");
        }
        return Done.octets(message.length);
      }
    }
    throw new WrongAnswerException("FETCH " + seq + ": no body");
  }
}
