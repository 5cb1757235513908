package dev.sigrun.benchmarks.events;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Audit events of a Kubernetes cluster and a cloud account. */
final class CloudEvents {
  private static final Zipf<String> VERBS =
      new Zipf<>(List.of("get", "list", "watch", "update", "patch", "create", "delete"));
  private static final Zipf<String> RESOURCES =
      new Zipf<>(
          List.of(
              "leases",
              "pods",
              "configmaps",
              "endpoints",
              "nodes",
              "secrets",
              "deployments",
              "roles"));
  private static final Zipf<Action> ACTIONS =
      new Zipf<>(
          List.of(
              new Action("ec2", "DescribeInstances"),
              new Action("sts", "AssumeRole"),
              new Action("s3", "GetObject"),
              new Action("s3", "ListBuckets"),
              new Action("ec2", "DescribeVolumes"),
              new Action("sts", "GetCallerIdentity"),
              new Action("s3", "PutObject"),
              new Action("signin", "ConsoleLogin"),
              new Action("secretsmanager", "GetSecretValue"),
              new Action("ec2", "RunInstances"),
              new Action("iam", "CreateAccessKey"),
              new Action("cloudtrail", "StopLogging"),
              new Action("cloudtrail", "DeleteTrail"),
              new Action("ec2", "AuthorizeSecurityGroupIngress"),
              new Action("iam", "AttachUserPolicy"),
              new Action("lambda", "UpdateFunctionCode")));

  /** Something that can be asked of a service of the cloud. */
  private record Action(String service, String name) {}

  private final Random random;

  CloudEvents(Random random) {
    this.random = random;
  }

  void kubernetesAudit(Json json, String time) throws IOException {
    String verb = VERBS.pick(random);
    String resource = RESOURCES.pick(random);
    String namespace = oneOf("kube-system", "shop", "monitoring", "default");
    String name = resource + "-" + Ids.hex(random, 10);
    String user =
        oneOf(
            "system:node:node-" + random.nextInt(30),
            "system:serviceaccount:kube-system:operator",
            "system:kube-scheduler",
            "lena@north.example");
    json.open().put("@timestamp", time);
    agent(json, "filebeat");
    stream(json, "kubernetes.audit_logs");
    json.open("event").put("agent_id_status", "verified").put("dataset", "kubernetes.audit_logs");
    json.put("id", Ids.base64(random, 20)).put("ingested", time).put("kind", "event");
    json.put("module", "kubernetes").put("outcome", "success").close();
    json.open("kubernetes").open("audit");
    json.open("annotations")
        .put("authorization_k8s_io/decision", random.nextInt(40) == 0 ? "forbid" : "allow");
    json.put("authorization_k8s_io/reason", "RBAC: allowed by ClusterRoleBinding of " + user)
        .close();
    json.put("apiVersion", "audit.k8s.io/v1").put("auditID", Ids.uuid(random)).put("kind", "Event");
    json.put("level", "RequestResponse");
    json.open("objectRef").put("apiVersion", "v1").put("name", name).put("namespace", namespace);
    json.put("resource", resource).close();
    json.put("requestReceivedTimestamp", time);
    json.put(
        "requestURI",
        "/api/v1/namespaces/" + namespace + "/" + resource + "/" + name + "?timeout=10s");
    json.open("responseStatus").put("code", 200).close();
    if (resource.equals("pods")) {
      json.open("responseObject")
          .open("spec")
          .put("hostPID", false)
          .put("hostNetwork", random.nextInt(20) == 0);
      json.put("nodeName", "node-" + random.nextInt(30))
          .put("serviceAccountName", "default")
          .close()
          .close();
    }
    json.put("sourceIPs", List.of("10.0." + random.nextInt(20) + ".7"))
        .put("stage", "ResponseComplete");
    json.put("stageTimestamp", time);
    json.open("user")
        .put("groups", List.of("system:nodes", "system:authenticated"))
        .put("username", user)
        .close();
    json.put("userAgent", "kubelet/v1.28.4 (linux/amd64) kubernetes/bae2c62");
    json.put("verb", verb).close().close();
    json.open("orchestrator").put("type", "kubernetes");
    json.open("cluster").put("name", "north-" + random.nextInt(3)).close();
    json.open("resource").put("type", resource).close().close();
    json.put("tags", List.of("forwarded", "kubernetes-audit")).close();
  }

  void cloudTrail(Json json, String time) throws IOException {
    Action asked = ACTIONS.pick(random);
    String action = asked.name();
    String provider = asked.service() + ".amazonaws.com";
    boolean failure = random.nextInt(12) == 0;
    String arn =
        "arn:aws:sts::123456789012:assumed-role/role-"
            + random.nextInt(40)
            + "/session-"
            + random.nextInt(900);
    String address = "198.51.100." + random.nextInt(250);
    json.open().put("@timestamp", time);
    agent(json, "filebeat");
    json.open("aws").open("cloudtrail");
    json.put("event_category", "Management")
        .put("event_type", "AwsApiCall")
        .put("event_version", "1.08");
    json.put("management_event", true)
        .put("read_only", action.startsWith("Get") || action.startsWith("Describe"));
    json.put("recipient_account_id", "123456789012").put("request_id", Ids.uuid(random));
    json.put(
        "request_parameters",
        "{instancesSet={items=[{instanceId=i-" + Ids.hex(random, 17) + "}]}, filterSet={}}");
    if (failure) {
      json.put("error_code", "AccessDenied")
          .put("error_message", "User is not authorized to perform this action");
    }
    json.open("user_identity").put("access_key_id", "ASIA" + Ids.hex(random, 16)).put("arn", arn);
    json.open("session_context").put("creation_date", time).put("mfa_authenticated", "false");
    json.open("session_issuer")
        .put("account_id", "123456789012")
        .put("type", "Role")
        .close()
        .close();
    json.put("type", oneOf("AssumedRole", "AssumedRole", "IAMUser", "Root")).close();
    json.close().close();
    json.open("cloud").open("account").put("id", "123456789012").close();
    json.put("provider", "aws").put("region", oneOf("eu-central-1", "us-east-1")).close();
    stream(json, "aws.cloudtrail");
    json.open("event")
        .put("action", action)
        .put("category", List.of(provider.startsWith("iam") ? "iam" : "cloud"));
    json.put("dataset", "aws.cloudtrail")
        .put("id", Ids.uuid(random))
        .put("kind", "event")
        .put("module", "aws");
    json.put("outcome", failure ? "failure" : "success").put("provider", provider);
    json.put("type", List.of("info")).close();
    json.open("related").put("user", List.of("123456789012", "role")).close();
    json.open("source").put("address", address).put("ip", address);
    json.open("geo").put("country_iso_code", oneOf("DE", "US", "NO")).close();
    json.open("as")
        .put("number", 64500)
        .open("organization")
        .put("name", "Example Net")
        .close()
        .close();
    json.close();
    json.put("tags", List.of("forwarded", "aws-cloudtrail"));
    json.open("user")
        .put("id", "AROA" + Ids.hex(random, 16) + ":session")
        .put("name", "role-" + random.nextInt(40))
        .close();
    json.open("user_agent").put("name", oneOf("aws-cli", "Boto3", "Chrome"));
    json.put(
            "original", "aws-cli/2.15.0 Python/3.11.6 Linux/5.15.0 exe/x86_64.ubuntu.22 prompt/off")
        .close();
    json.close();
  }

  private void agent(Json json, String type) throws IOException {
    String id = "5a1b8c00-0000-4000-a000-" + Ids.hex(random, 2) + "0000000000";
    json.open("agent")
        .put("id", id)
        .put("name", "collector-" + random.nextInt(4))
        .put("type", type);
    json.put("version", "8.17.0").close();
  }

  private static void stream(Json json, String dataset) throws IOException {
    json.open("data_stream").put("dataset", dataset).put("namespace", "default");
    json.put("type", "logs").close();
    json.open("ecs").put("version", "8.11.0").close();
  }

  private String oneOf(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
