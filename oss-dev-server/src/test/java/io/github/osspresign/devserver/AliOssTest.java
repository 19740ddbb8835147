// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.rules.Assumption;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;

/** Runs the official client for Node, npm {@code ali-oss}, unchanged, against the server. */
class AliOssTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyOperationOfTheScriptWithBothSignatureVersions() throws Exception {
        Map<String, String> errors = new HashMap<>();
        AtomicReference<TestAbortedException> obstacle = new AtomicReference<>();
        try {
            errors.putAll(run(NodeProject.installed()));
        } catch (TestAbortedException e) {
            obstacle.set(e);
        }
        return NodeProject.operationNames().stream()
                .flatMap(name -> Stream.of(name + " V1", name + " V4"))
                .map(name -> dynamicTest(name, () -> {
                    // Skips here and not in the factory, because JUnit does not report an aborted factory.
                    if (obstacle.get() != null) {
                        throw obstacle.get();
                    }
                    assertThat(errors).containsKey(name);
                    if (!errors.get(name).isEmpty()) {
                        fail(errors.get(name));
                    }
                }));
    }

    /** Returns the error of every operation by its name and version, or an empty text for a success. */
    private static Map<String, String> run(NodeProject project) throws IOException, InterruptedException {
        try (OssDevServer server = OssDevServer.builder()
                .bucket("demo")
                .baseHost("oss-cn-hangzhou.aliyuncs.com")
                .customDomain("img.example.com", "demo")
                .assume(Assumption.NEW_BUCKET_BLOCKS_PUBLIC_ACCESS, false)
                .assume(Assumption.UNKNOWN_RESOURCE_GROUP_IS_ACCEPTED, true)
                .accessKey("id", "secret")
                .securityToken(
                        "STS.id", "sts-secret", "tok+en/==", Instant.now().plusSeconds(3600))
                .start()) {
            server.inject(new Fault.WrongCrc64(), request -> request.target().startsWith("/wrong-crc64"));
            Map<String, String> environment = Map.of(
                    "OSS_PORT", Integer.toString(server.port()),
                    "OSS_REGION", "oss-" + server.region(),
                    "OSS_ACCESS_KEY_ID", "id",
                    "OSS_ACCESS_KEY_SECRET", "secret",
                    "STS_ACCESS_KEY_ID", "STS.id",
                    "STS_ACCESS_KEY_SECRET", "sts-secret",
                    "STS_TOKEN", "tok+en/==");
            Map<String, String> errors = new HashMap<>();
            for (String line : project.run(environment)) {
                JsonNode result = JSON.readTree(line);
                errors.put(
                        result.get("name").asText() + " "
                                + result.get("version").asText(),
                        result.get("error").asText(""));
            }
            return errors;
        }
    }
}
