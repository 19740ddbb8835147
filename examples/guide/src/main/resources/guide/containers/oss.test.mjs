import assert from "node:assert";
import dns from "node:dns";
import http from "node:http";
import { test } from "node:test";
import OSS from "ali-oss";
import { GenericContainer, Wait } from "testcontainers";

test("stores an object", async (t) => {
  const server = await new GenericContainer("ghcr.io/osspresign/oss-dev-server:1.0.0-SNAPSHOT")
    .withCommand(["--bucket", "demo"])
    .withExposedPorts(9000)
    .withWaitStrategy(Wait.forHttp("/", 9000).forStatusCode(403))
    .start();
  t.after(() => server.stop());
  const client = new OSS({
    endpoint: `http://${server.getHost()}:${server.getMappedPort(9000)}`,
    region: "oss-cn-hangzhou",
    accessKeyId: "dev-access-key-id",
    accessKeySecret: "dev-access-key-secret",
    authorizationV4: true,
    bucket: "demo",
    // The client connects to hosts below the endpoint, such as demo.localhost.
    agent: new http.Agent({ lookup: (host, options, found) => dns.lookup(server.getHost(), options, found) }),
  });

  await client.put("hello.txt", Buffer.from("hello"));

  assert.strictEqual(String((await client.get("hello.txt")).content), "hello");
});
