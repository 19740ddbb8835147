// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Link, object, zip, CSV, table. A link that fails goes to the file of failures, also if the table refuses a value of its
 * object, and the other links are loaded. Any other failure of the database leaves the manifest where it is, to be loaded
 * again.
 */
final class LoadRoutes extends RouteBuilder {

    private final @Nullable String refreshUri;

    LoadRoutes(@Nullable String refreshUri) {
        this.refreshUri = refreshUri;
    }

    @Override
    public void configure() {
        onException(SQLException.class)
                .onWhen(exchange -> !isRefusedValue(exchange))
                .maximumRedeliveries(5)
                .redeliveryDelay(1000)
                .useExponentialBackOff()
                .handled(false);
        onException(Exception.class).handled(true).bean("failures");

        from("osspresigned:?linkSource=RAW(file:{{manifests}}?move=.loaded&sortBy=file:name&repeatCount=1"
                        + "&initialDelay=0&pollStrategy=#once)"
                        + "&concurrentDownloads=8&maxAttempts=3&maxFileSize=16777216"
                        + "&idempotent=true&idempotentRepository=#loaded"
                        + "&bridgeErrorHandler=true&transferListener=#progress"
                        + (refreshUri == null ? "" : "&refreshUri=RAW(" + refreshUri + ")"))
                .routeId("load")
                .unmarshal()
                .zipFile()
                .bean("csv")
                .bean("readings");
    }

    /** SQL states of class 22 (a value is wrong) and 23 (a constraint is violated) depend on the rows of the object. */
    private static boolean isRefusedValue(Exchange exchange) {
        SQLException failure = ObjectHelper.getException(
                SQLException.class, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        String state = failure == null ? null : failure.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
