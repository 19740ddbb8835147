// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import io.github.osspresign.devserver.OssDevServerContainer;
import java.util.Map;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/** Takes the connection details from a container with {@code @ServiceConnection}. */
final class OssDevServerContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<OssDevServerContainer, OssConnectionDetails> {

    @Override
    protected OssConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<OssDevServerContainer> source) {
        return new ContainerDetails(source);
    }

    private static final class ContainerDetails extends ContainerConnectionDetails<OssDevServerContainer>
            implements OssConnectionDetails {

        ContainerDetails(ContainerConnectionSource<OssDevServerContainer> source) {
            super(source);
        }

        @Override
        public Map<String, String> camelProperties() {
            return getContainer().camelProperties();
        }
    }
}
