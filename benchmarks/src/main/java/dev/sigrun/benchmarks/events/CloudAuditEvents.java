package dev.sigrun.benchmarks.events;

import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Audit events of clouds and online services, in the Elastic Common Schema. */
final class CloudAuditEvents implements EventShape.Source {
  private static final Zipf<String> GOOGLE =
      new Zipf<>(
          List.of(
              "storage.objects.get",
              "v1.compute.instances.list",
              "google.iam.credentials.v1.GenerateAccessToken",
              "storage.setIamPermissions",
              "google.iam.admin.v1.CreateServiceAccountKey",
              "v1.compute.firewalls.patch"));

  private static final Zipf<String> OKTA =
      new Zipf<>(
          List.of(
              "user.authentication.sso",
              "user.session.start",
              "policy.evaluate_sign_on",
              "user.authentication.auth_via_mfa",
              "user.mfa.factor.deactivate",
              "group.user_membership.add"));

  private static final Zipf<String> OFFICE =
      new Zipf<>(
          List.of(
              "FileAccessed",
              "MailItemsAccessed",
              "UserLoggedIn",
              "FileDownloaded",
              "New-InboxRule",
              "Add member to role."));

  private final Random random;
  private final CloudEvents amazon;

  CloudAuditEvents(Random random) {
    this.random = random;
    this.amazon = new CloudEvents(random);
  }

  /** The shares are percents. */
  @Override
  public void write(Json json, String time, long number) throws IOException {
    int point = random.nextInt(100);
    if (point < 55) {
      amazon.cloudTrail(json, time);
    } else if (point < 70) {
      signIn(json, time);
    } else if (point < 80) {
      google(json, time);
    } else if (point < 90) {
      office(json, time);
    } else {
      okta(json, time);
    }
  }

  private void signIn(Json json, String time) throws IOException {
    boolean failure = random.nextInt(10) == 0;
    head(json, time, "azure.signinlogs", "Sign-in activity", failure);
    json.open("azure").put("correlation_id", Ids.uuid(random)).put("tenant_id", Ids.hex(random, 8));
    json.open("signinlogs").put("category", "SignInLogs").put("operation_name", "Sign-in activity");
    json.put("result_type", failure ? "50126" : "0").open("properties");
    json.put("app_display_name", "Office 365 Exchange Online").put("app_id", Ids.uuid(random));
    json.openArray("applied_conditional_access_policies");
    for (String policy : List.of("Require MFA", "Block legacy sign-in", "Compliant device")) {
      json.open().put("display_name", policy).put("id", Ids.uuid(random));
      json.put("result", random.nextInt(4) == 0 ? "notApplied" : "success").close();
    }
    json.closeArray().openArray("authentication_details").open();
    json.put("authentication_method", "Password").put("succeeded", !failure).close().closeArray();
    json.put("authentication_protocol", random.nextInt(50) == 0 ? "deviceCode" : "none");
    json.put("client_app_used", "Browser").put("conditional_access_status", "success");
    json.open("device_detail").put("browser", "Edge 120.0").put("is_managed", true);
    json.put("operating_system", "Windows10").close().put("is_interactive", true);
    json.put("risk_level_aggregated", "none").put("user_principal_name", user()).close().close();
    json.close();
    tail(json);
  }

  private void google(Json json, String time) throws IOException {
    String method = GOOGLE.pick(random);
    head(json, time, "gcp.audit", method, false);
    json.open("gcp").open("audit");
    json.open("authentication_info").put("principal_email", user()).close();
    json.openArray("authorization_info");
    for (int i = 0; i <= random.nextInt(3); i++) {
      json.open().put("granted", true).put("permission", method).close();
    }
    json.closeArray().put("method_name", method);
    json.open("request").put("proto_name", "type.googleapis.com/" + method).close();
    json.put("resource_name", "projects/north-" + random.nextInt(9) + "/buckets/data");
    json.put("service_name", "storage.googleapis.com").close().close();
    tail(json);
  }

  private void office(Json json, String time) throws IOException {
    String operation = OFFICE.pick(random);
    head(json, time, "o365.audit", operation, false);
    json.open("o365").open("audit").put("Operation", operation).put("RecordType", "6");
    json.openArray("ExtendedProperties");
    for (String name : List.of("RequestType", "ResultStatusDetail", "KeepMeSignedIn")) {
      json.open().put("Name", name).put("Value", Ids.hex(random, 8)).close();
    }
    json.closeArray().put("ObjectId", "https://north.sharepoint.example/d/" + Ids.uuid(random));
    json.put("UserId", user()).put("Workload", "SharePoint").close().close();
    tail(json);
  }

  private void okta(Json json, String time) throws IOException {
    String type = OKTA.pick(random);
    boolean failure = random.nextInt(15) == 0;
    head(json, time, "okta.system", type, failure);
    json.open("okta").put("event_type", type).put("uuid", Ids.uuid(random));
    json.open("actor").put("alternate_id", user()).put("type", "User").close();
    json.open("debug_context").open("debug_data").put("dt_hash", Ids.hex(random, 64));
    json.put("request_uri", "/api/v1/authn").put("threat_suspected", "false").close().close();
    json.open("outcome").put("result", failure ? "FAILURE" : "SUCCESS").close();
    json.openArray("target");
    for (int i = 0; i <= random.nextInt(3); i++) {
      json.open().put("alternate_id", user()).put("id", Ids.hex(random, 20)).put("type", "AppUser");
      json.close();
    }
    json.closeArray().close();
    tail(json);
  }

  private void head(Json json, String time, String dataset, String action, boolean failure)
      throws IOException {
    String module = dataset.substring(0, dataset.indexOf('.'));
    json.open().put("@timestamp", time);
    json.open("data_stream").put("dataset", dataset).put("namespace", "default");
    json.put("type", "logs").close();
    json.open("event").put("action", action).put("category", List.of("authentication"));
    json.put("dataset", dataset).put("id", Ids.uuid(random)).put("kind", "event");
    json.put("module", module).put("outcome", failure ? "failure" : "success");
    json.put("type", List.of("info")).close();
  }

  private void tail(Json json) throws IOException {
    json.open("source").put("ip", "198.51.100." + random.nextInt(250));
    json.open("geo").put("city_name", "Bergen").put("country_iso_code", "NO").close().close();
    json.put("tags", List.of("forwarded"));
    json.open("user").put("name", user()).close();
    json.open("user_agent").put("name", "Edge").put("original", "Mozilla/5.0 (Windows NT 10.0)");
    json.close().close();
  }

  private String user() {
    return "user" + random.nextInt(800) + "@north.example";
  }
}
