package org.yubin.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a busy afternoon is like: of twenty operations eight read a message, five list a mailbox,
 * three change a flag, two append, one selects, one searches.
 */
final class MixedLoad implements Workload {
  @Override
  public String name() {
    return "mixed";
  }

  @Override
  public Lane lane(Worker worker) throws IOException, WrongAnswerException {
    List<Lane> lanes = new ArrayList<>();
    List<Lane> chances = new ArrayList<>();
    add(lanes, chances, 8, new BodyLoad().lane(worker));
    add(lanes, chances, 5, new FetchLoad(false).lane(worker));
    add(lanes, chances, 3, new StoreLoad(false).lane(worker));
    add(lanes, chances, 2, new AppendLoad().lane(worker));
    add(lanes, chances, 1, new SelectLoad().lane(worker));
    add(lanes, chances, 1, SearchLoad.header().lane(worker));
    return new Lane() {
      @Override
      public Done operation() throws IOException, WrongAnswerException {
        Done done = chances.get(worker.random().nextInt(chances.size())).operation();
        return new Done(1, done.octets(), done.nanos());
      }

      @Override
      public void close() throws IOException, WrongAnswerException {
        for (Lane lane : lanes) {
          lane.close();
        }
      }
    };
  }

  private static void add(List<Lane> lanes, List<Lane> chances, int weight, Lane lane) {
    lanes.add(lane);
    for (int i = 0; i < weight; i++) {
      chances.add(lane);
    }
  }
}
