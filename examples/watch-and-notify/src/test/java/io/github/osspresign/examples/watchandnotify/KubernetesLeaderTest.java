// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.component.kubernetes.cluster.KubernetesClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The leader by leases, with an API server of Kubernetes that keeps what it gets, and has no pods that run. */
@Tag("slow")
@EnableKubernetesMockClient(crud = true, https = false)
class KubernetesLeaderTest {

    private static final Pattern PATH =
            Pattern.compile("/apis?/(?:([^/]*)/)?v1/namespaces/[^/]+/([a-z]+)(/[^?]+)?(\\?.*)?");

    private KubernetesMockServer server;
    private KubernetesClient client;

    @BeforeEach
    void configure() {
        System.setProperty("kubernetes.master", client.getConfiguration().getMasterUrl());
        System.setProperty("kubernetes.namespace", client.getNamespace());
    }

    @AfterEach
    void reset() {
        System.clearProperty("kubernetes.master");
        System.clearProperty("kubernetes.namespace");
    }

    @Test
    void anotherPodLeadsWhenThatOfTheLeaderIsDeletedAndTheRoleHasTheRightsForIt() throws Exception {
        Pod first = pod("first");
        pod("second");
        try (CamelContext leader = new DefaultCamelContext();
                CamelContext follower = new DefaultCamelContext()) {
            CamelClusterView leading = view(leader, "first");
            await().until(() -> leading.getLocalMember().isLeader());
            CamelClusterView following = view(follower, "second");
            await().until(() -> following.getLeader().isPresent());
            assertThat(following.getLocalMember().isLeader()).isFalse();
            assertThat(holder()).isEqualTo("first");

            leader.close();
            client.resource(first).delete();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> following.getLocalMember().isLeader());
            assertThat(holder()).isEqualTo("second");
        }
        assertThat(usedRights()).isEqualTo(rightsOfTheRole());
    }

    private Pod pod(String name) {
        return client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("app", "watch-and-notify")
                        .endMetadata()
                        .withNewStatus()
                        .withPhase("Running")
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }

    private static CamelClusterView view(CamelContext context, String pod) throws Exception {
        KubernetesClusterService service =
                (KubernetesClusterService) Leader.service(NodeSettingsTest.settings(Map.of("LEADER", "kubernetes")));
        service.setPodName(pod);
        // The defaults make a successor wait for 30 seconds.
        service.setLeaseDurationMillis(5000);
        service.setRenewDeadlineMillis(4000);
        service.setRetryPeriodMillis(200);
        context.addService(service);
        context.start();
        return service.getView(Node.GROUP);
    }

    private String holder() {
        Lease lease = client.leases().withName("leaders-watch-and-notify").get();
        return lease.getSpec().getHolderIdentity();
    }

    /** Returns what the cluster service has requested, as group, resource and verb. The test creates and deletes pods itself. */
    private Set<String> usedRights() throws InterruptedException {
        Set<String> rights = new TreeSet<>();
        for (int left = server.getRequestCount(); left > 0; left--) {
            RecordedRequest request = server.takeRequest();
            Matcher path = PATH.matcher(request.getPath());
            assertThat(path.matches()).as(request.getPath()).isTrue();
            String verb = switch (request.getMethod()) {
                case "GET" -> path.group(3) == null ? "list" : "get";
                case "POST" -> "create";
                case "PUT" -> "update";
                default -> request.getMethod();
            };
            if (!path.group(2).equals("pods") || verb.equals("list")) {
                rights.add(Objects.requireNonNullElse(path.group(1), "") + "/" + path.group(2) + "/" + verb);
            }
        }
        return rights;
    }

    private Set<String> rightsOfTheRole() throws Exception {
        Set<String> rights = new TreeSet<>();
        client.load(Files.newInputStream(Path.of("deploy", "leader.yaml"))).items().stream()
                .filter(Role.class::isInstance)
                .flatMap(role -> ((Role) role).getRules().stream())
                .forEach(rule -> rule.getVerbs()
                        .forEach(verb -> rights.add(rule.getApiGroups().get(0) + "/"
                                + rule.getResources().get(0) + "/" + verb)));
        return rights;
    }
}
