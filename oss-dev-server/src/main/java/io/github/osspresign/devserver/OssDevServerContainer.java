// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Container of Testcontainers that runs the image of the server, with one access key and plain HTTP.
 *
 * <pre>{@code
 * @Container
 * static final OssDevServerContainer oss = new OssDevServerContainer(image).withBucket("demo");
 * }</pre>
 *
 * The test needs {@code org.testcontainers:testcontainers} on its class path; it is no transitive dependency of this library.
 */
public final class OssDevServerContainer extends GenericContainer<OssDevServerContainer> {

    private static final int PORT = 9000;

    private final List<String> options = new ArrayList<>();
    private String region = OssDevServerBuilder.DEFAULT_REGION;
    private String accessKeyId = OssDevServerBuilder.DEFAULT_ACCESS_KEY_ID;
    private String accessKeySecret = OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET;

    /** Creates a container of this image, such as {@code ghcr.io/osspresign/oss-dev-server:1.0.0}. */
    public OssDevServerContainer(String image) {
        this(DockerImageName.parse(image));
    }

    /** Creates a container of this image. */
    public OssDevServerContainer(DockerImageName image) {
        super(image);
        addExposedPort(PORT);
        // A request without a signature: the server refuses it as soon as it serves.
        waitingFor(Wait.forHttp("/").forPort(PORT).forStatusCode(403));
    }

    /** Adds a bucket that exists when the server starts. */
    public OssDevServerContainer withBucket(String bucket) {
        return withOptions("--bucket", bucket);
    }

    /** Sets the region in place of {@code cn-hangzhou}. */
    public OssDevServerContainer withRegion(String region) {
        this.region = region;
        return withOptions("--region", region);
    }

    /** Sets the access key in place of the documented one. */
    public OssDevServerContainer withAccessKey(String id, String secret) {
        this.accessKeyId = id;
        this.accessKeySecret = secret;
        return withOptions("--access-key", id, "--secret-key", secret);
    }

    /** Adds options of the command line, such as {@code --assume}. */
    public OssDevServerContainer withOptions(String... more) {
        options.addAll(List.of(more));
        return withCommand(options.toArray(String[]::new));
    }

    /**
     * Returns the address for clients outside containers, such as {@code http://localhost:32768}. Requests to it are path style.
     *
     * @throws IllegalStateException if the container is not started
     */
    public URI endpoint() {
        return URI.create("http://" + getHost() + ":" + getMappedPort(PORT));
    }

    /**
     * Returns the configuration with which the Camel components {@code presign} and {@code osspresigned} of this Java process
     * use the server, by name of the property, without custom domains. The permission to connect is {@code localDevelopment}
     * if containers publish their ports on this machine.
     *
     * @throws IllegalStateException if the container is not started
     */
    public Map<String, String> camelProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("camel.component.presign.endpoint", endpoint().toString());
        properties.put("camel.component.presign.region", region);
        properties.put("camel.component.presign.access-key", accessKeyId);
        properties.put("camel.component.presign.secret-key", accessKeySecret);
        if (List.of("localhost", "127.0.0.1").contains(getHost())) {
            properties.put("camel.component.presign.local-development", "true");
            properties.put("camel.component.osspresigned.local-development", "true");
        } else {
            properties.put(
                    "camel.component.osspresigned.allowed-hosts", endpoint().getRawAuthority());
            properties.put("camel.component.osspresigned.allow-private-addresses", "true");
            properties.put("camel.component.osspresigned.allow-http", "true");
        }
        return properties;
    }

    /** Returns the region. */
    public String region() {
        return region;
    }

    /** Returns the id of the access key. */
    public String accessKeyId() {
        return accessKeyId;
    }

    /** Returns the secret of the access key. */
    public String accessKeySecret() {
        return accessKeySecret;
    }
}
