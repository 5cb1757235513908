package dev.sigrun.benchmarks.events;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/**
 * A cluster: audit events that carry the objects asked for (deep, with arrays of objects), and
 * processes that start in containers.
 */
final class KubernetesEvents implements EventShape.Source {
  private static final int PODS = 300;

  private static final Zipf<String> PROGRAMS =
      new Zipf<>(
          List.of(
              "/bin/sh",
              "/usr/bin/curl",
              "/usr/sbin/nginx",
              "/usr/local/bin/python3.11",
              "/usr/bin/pg_isready",
              "/bin/grpc_health_probe",
              "/usr/bin/cat",
              "/usr/local/bin/node",
              "/usr/bin/wget",
              "/usr/bin/nsenter",
              "/usr/bin/kubectl"));

  private static final Zipf<String> IMAGES =
      new Zipf<>(
          List.of(
              "registry.north.example/shop/web",
              "registry.north.example/shop/cart",
              "registry.north.example/base/envoy",
              "registry.k8s.io/pause",
              "registry.k8s.io/coredns/coredns",
              "docker.io/library/postgres",
              "docker.io/library/redis"));

  private final Random random;
  private final CloudEvents requests;

  KubernetesEvents(Random random) {
    this.random = random;
    this.requests = new CloudEvents(random);
  }

  /** Out of a hundred, 55 requests without an object, 30 about whole pods, 15 processes. */
  @Override
  public void write(Json json, String time, long number) throws IOException {
    int point = random.nextInt(100);
    if (point < 55) {
      requests.kubernetesAudit(json, time);
    } else if (point < 85) {
      podRequest(json, time);
    } else {
      process(json, time, number);
    }
  }

  private void podRequest(Json json, String time) throws IOException {
    String namespace = namespace();
    String pod = pod();
    json.open().put("@timestamp", time);
    stream(json, "kubernetes.audit_logs");
    json.open("event").put("dataset", "kubernetes.audit_logs").put("id", Ids.base64(random, 20));
    json.put("kind", "event").put("module", "kubernetes").put("outcome", "success").close();
    json.open("kubernetes").open("audit");
    json.open("annotations").put("authorization_k8s_io/decision", "allow").close();
    json.put("apiVersion", "audit.k8s.io/v1").put("auditID", Ids.uuid(random)).put("kind", "Event");
    json.put("level", "RequestResponse");
    json.open("objectRef").put("apiVersion", "v1").put("name", pod).put("namespace", namespace);
    json.put("resource", "pods").close();
    json.put("requestURI", "/api/v1/namespaces/" + namespace + "/pods");
    podObject(json.open("requestObject"), pod, namespace, false).close();
    podObject(json.open("responseObject"), pod, namespace, true).close();
    json.open("responseStatus").put("code", 201).close();
    json.put("sourceIPs", List.of("10.0.3.9")).put("stage", "ResponseComplete");
    json.open("user").put("groups", List.of("system:serviceaccounts", "system:authenticated"));
    json.put("username", "system:serviceaccount:kube-system:replicaset-controller").close();
    json.put("userAgent", "kube-controller-manager/v1.28.4 (linux/amd64)");
    json.put("verb", random.nextInt(3) == 0 ? "create" : "update").close().close();
    json.open("orchestrator").open("cluster").put("name", "north-1").close();
    json.put("type", "kubernetes").close().close();
  }

  private Json podObject(Json json, String pod, String namespace, boolean running)
      throws IOException {
    json.put("apiVersion", "v1").put("kind", "Pod");
    json.open("metadata").put("name", pod).put("namespace", namespace);
    json.put("uid", Ids.uuid(random)).put("resourceVersion", Integer.toString(random.nextInt()));
    json.open("labels").put("app", "web").put("pod-template-hash", Ids.hex(random, 10)).close();
    json.openArray("ownerReferences").open().put("kind", "ReplicaSet").put("controller", true);
    json.put("uid", Ids.uuid(random)).close().closeArray().close();
    json.open("spec").put("nodeName", node()).put("serviceAccountName", "default");
    json.put("hostPID", false).put("hostNetwork", random.nextInt(50) == 0);
    json.openArray("containers");
    int containers = 1 + random.nextInt(4);
    for (int i = 0; i < containers; i++) {
      container(json, i);
    }
    json.closeArray().openArray("tolerations");
    for (String key : List.of("not-ready", "unreachable", "memory-pressure", "disk-pressure")) {
      json.open().put("key", "node.kubernetes.io/" + key).put("operator", "Exists");
      json.put("effect", "NoExecute").put("tolerationSeconds", 300).close();
    }
    json.closeArray().openArray("volumes");
    json.open().put("name", "config").open("configMap").put("name", "web-config").close().close();
    if (random.nextInt(30) == 0) {
      json.open().put("name", "host").open("hostPath").put("path", "/var/run/docker.sock");
      json.close().close();
    }
    json.closeArray().close();
    if (running) {
      json.open("status").put("phase", "Running").put("podIP", "10.1.4." + random.nextInt(250));
      json.openArray("conditions");
      for (String type : List.of("Initialized", "Ready", "ContainersReady", "PodScheduled")) {
        json.open().put("type", type).put("status", "True").close();
      }
      json.closeArray().close();
    }
    return json;
  }

  private void container(Json json, int number) throws IOException {
    json.open().put("name", "c" + number).put("image", image());
    json.put("args", List.of("--config=/etc/web/config.yaml", "--port=8080", "--log-level=info"));
    json.openArray("env");
    for (int i = 0; i < 6; i++) {
      json.open().put("name", "SETTING_" + i).put("value", Ids.base64(random, 16)).close();
    }
    json.closeArray().open("resources");
    json.open("limits").put("cpu", "500m").put("memory", "512Mi").close().close();
    json.open("securityContext").put("privileged", random.nextInt(60) == 0);
    json.put("allowPrivilegeEscalation", false);
    json.open("capabilities").put("drop", List.of("ALL")).close().close();
    json.openArray("volumeMounts").open().put("name", "config").put("mountPath", "/etc/web");
    json.put("readOnly", true).close().closeArray().close();
  }

  private void process(Json json, String time, long number) throws IOException {
    String program = PROGRAMS.pick(random);
    String name = program.substring(program.lastIndexOf('/') + 1);
    json.open().put("@timestamp", time);
    stream(json, "cloud_defend.process");
    json.open("event").put("action", List.of("exec")).put("category", List.of("process"));
    json.put("type", List.of("start")).put("kind", "event").put("sequence", number).close();
    json.open("container").put("id", Ids.hex(random, 64));
    json.open("image").put("name", image()).put("tag", List.of("1.25.3"));
    json.open("hash").put("all", List.of("sha256:" + Ids.hex(random, 64))).close().close().close();
    json.open("host").put("name", node()).put("architecture", "x86_64");
    json.open("os").put("type", "linux").put("family", "debian").close().close();
    json.open("orchestrator").put("namespace", namespace());
    json.open("resource").put("name", pod()).put("type", "pod").close().close();
    json.open("process").put("entity_id", Ids.base64(random, 24)).put("executable", program);
    json.put("name", name).put("pid", random.nextInt(60_000)).put("interactive", false);
    json.put("args", List.of(name, "-s", "http://127.0.0.1:8080/health")).put("args_count", 3);
    json.put("command_line", name + " -s http://127.0.0.1:8080/health");
    json.open("parent").put("executable", "/usr/bin/containerd-shim-runc-v2");
    json.put("name", "containerd-shim").put("pid", random.nextInt(60_000)).close();
    json.open("entry_leader").put("entity_id", Ids.base64(random, 24)).put("name", "sh").close();
    json.close().open("user").put("id", "0").put("name", "root").close().close();
  }

  private static void stream(Json json, String dataset) throws IOException {
    json.open("data_stream").put("dataset", dataset).put("namespace", "default");
    json.put("type", "logs").close();
    json.open("ecs").put("version", "8.11.0").close();
  }

  private String image() {
    return IMAGES.pick(random) + ":1." + random.nextInt(30);
  }

  private String pod() {
    return "web-7d4b9c-" + random.nextInt(PODS);
  }

  private String node() {
    return "node-" + random.nextInt(30);
  }

  private String namespace() {
    return List.of("shop", "kube-system", "monitoring", "default").get(random.nextInt(4));
  }
}
