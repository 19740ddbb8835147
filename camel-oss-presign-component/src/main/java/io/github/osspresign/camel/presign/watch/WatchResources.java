// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.listener.SigningListener;
import io.github.osspresign.camel.presign.service.ServiceClient;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer opens when it starts.
 *
 * @param client opens the client for requests to the bucket
 * @param seen returns the running repository of the objects that have passed through the route
 * @param positions repository of the position of the listing, {@code null} if each listing starts from the beginning
 * @param auditListener listener for signed links
 */
public record WatchResources(
        Supplier<ServiceClient> client,
        Supplier<IdempotentRepository> seen,
        @Nullable StateRepository<String, String> positions,
        @Nullable SigningListener auditListener,
        Clock clock) {}
