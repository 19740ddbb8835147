package io.github.osspresign.examples.etldownload;

import java.sql.SQLException;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Link, object, zip, CSV, table. What is wrong with a link or its object goes to the file of failures, and the others go
 * on; what is wrong with the database leaves the manifest where it is, to be loaded again.
 */
final class LoadRoutes extends RouteBuilder {

    private final @Nullable String refreshUri;

    LoadRoutes(@Nullable String refreshUri) {
        this.refreshUri = refreshUri;
    }

    @Override
    public void configure() {
        onException(SQLException.class)
                .maximumRedeliveries(5)
                .redeliveryDelay(1000)
                .useExponentialBackOff()
                .handled(false);
        onException(Exception.class).handled(true).bean("failures");

        from("osspresigned:?linkSource=RAW(file:{{manifests}}?move=.loaded&sortBy=file:name&repeatCount=1"
                        + "&initialDelay=0&pollStrategy=#once)"
                        + "&concurrentDownloads=8&maxAttempts=3&maxFileSize=16777216"
                        + "&idempotent=true&idempotentRepository=#loaded"
                        + "&bridgeErrorHandler=true&progressListener=#progress"
                        + (refreshUri == null ? "" : "&refreshUri=RAW(" + refreshUri + ")"))
                .routeId("load")
                .unmarshal()
                .zipFile()
                .bean("csv")
                .bean("readings");
    }
}
