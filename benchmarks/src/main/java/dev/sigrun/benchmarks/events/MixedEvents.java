package dev.sigrun.benchmarks.events;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * Events as endpoint agents, Kubernetes and a cloud report them for a company, in typical
 * proportions.
 */
final class MixedEvents implements EventShape.Source {
  private final Random random;
  private final EndpointEvents endpoint;
  private final CloudEvents cloud;

  MixedEvents(Random random, List<Host> hosts) {
    this.random = random;
    this.endpoint = new EndpointEvents(random, hosts);
    this.cloud = new CloudEvents(random);
  }

  /** The shares are percents. */
  @Override
  public void write(Json json, String timestamp, long number) throws IOException {
    int point = random.nextInt(100);
    if (point < 22) {
      endpoint.process(json, timestamp, number);
    } else if (point < 46) {
      endpoint.file(json, timestamp, number);
    } else if (point < 62) {
      endpoint.network(json, timestamp, number);
    } else if (point < 68) {
      endpoint.dns(json, timestamp, number);
    } else if (point < 78) {
      endpoint.registry(json, timestamp, number);
    } else if (point < 86) {
      endpoint.library(json, timestamp, number);
    } else if (point < 89) {
      endpoint.logon(json, timestamp, number);
    } else if (point < 94) {
      cloud.kubernetesAudit(json, timestamp);
    } else {
      cloud.cloudTrail(json, timestamp);
    }
  }
}
