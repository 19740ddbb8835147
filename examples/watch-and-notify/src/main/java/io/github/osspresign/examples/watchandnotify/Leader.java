// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.kubernetes.cluster.KubernetesClusterService;

/** Ways in which the nodes decide which of them leads. */
final class Leader {

    static final String DATABASE = "database";
    static final String KUBERNETES = "kubernetes";
    static final String FILE = "file:";

    private Leader() {}

    /** Returns the service of the setting {@code LEADER}. */
    static CamelClusterService service(NodeSettings settings) throws IOException {
        String leader = settings.get("LEADER");
        return switch (leader) {
            case DATABASE ->
                new DatabaseClusterService(
                        settings.get("JDBC_URL"), settings.get("PGUSER"), settings.get("PGPASSWORD"));
            case KUBERNETES -> leases();
            default -> fileLock(Path.of(leader.substring(FILE.length())));
        };
    }

    private static FileLockClusterService fileLock(Path folder) throws IOException {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(Files.createDirectories(folder).toAbsolutePath().toString());
        cluster.setAcquireLockDelay(100, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(1, TimeUnit.SECONDS);
        return cluster;
    }

    /** Namespace and name of the pod are those that Kubernetes gives to the container. */
    private static KubernetesClusterService leases() {
        KubernetesClusterService cluster = new KubernetesClusterService();
        cluster.setClusterLabels(Map.of("app", Node.GROUP));
        return cluster;
    }
}
