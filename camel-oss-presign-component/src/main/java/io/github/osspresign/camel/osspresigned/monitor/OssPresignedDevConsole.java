// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.URISupport;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Dev console that shows running, finished and failed transfers of all endpoints, with masked URLs. */
@DevConsole(name = "osspresigned", displayName = "OSS Presigned", description = "Downloads of OSS presigned links")
public final class OssPresignedDevConsole extends AbstractDevConsole {

    /** Creates a console for the registry of consoles. */
    public OssPresignedDevConsole() {
        super("camel", "osspresigned", "OSS Presigned", "Downloads of OSS presigned links");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (MonitoredEndpoint endpoint : endpoints()) {
            TransferMonitor monitor = endpoint.monitor();
            text.append(uri(endpoint)).append('\n');
            monitor.counts().totals().forEach((name, value) -> addLine(text, name, value));
            active(monitor).forEach(transfer -> addLine(text, "active", described(transfer)));
            failures(monitor).forEach(failure -> addLine(text, "failed", described(failure)));
        }
        return text.toString();
    }

    private static void addLine(StringBuilder text, String name, Object value) {
        text.append("    ").append(name).append(": ").append(value).append('\n');
    }

    private static String described(JsonObject json) {
        return json.entrySet().stream()
                .map(property -> property.getKey() + " " + property.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray endpoints = new JsonArray();
        for (MonitoredEndpoint endpoint : endpoints()) {
            TransferMonitor monitor = endpoint.monitor();
            JsonObject json = new JsonObject();
            json.put("uri", uri(endpoint));
            json.put("totals", new JsonObject(monitor.counts().totals()));
            json.put("active", new JsonArray(active(monitor)));
            json.put("failures", new JsonArray(failures(monitor)));
            endpoints.add(json);
        }
        JsonObject root = new JsonObject();
        root.put("endpoints", endpoints);
        return root;
    }

    private List<MonitoredEndpoint> endpoints() {
        return getCamelContext().getEndpoints().stream()
                .filter(MonitoredEndpoint.class::isInstance)
                .map(MonitoredEndpoint.class::cast)
                .toList();
    }

    private static String uri(MonitoredEndpoint endpoint) {
        return URISupport.sanitizeUri(endpoint.getEndpointUri());
    }

    private static List<JsonObject> active(TransferMonitor monitor) {
        return monitor.active().stream()
                .map(transfer -> activeJson(monitor, transfer))
                .toList();
    }

    private static List<JsonObject> failures(TransferMonitor monitor) {
        return monitor.counts().lastFailures().stream()
                .map(OssPresignedDevConsole::failureJson)
                .toList();
    }

    private static JsonObject activeJson(TransferMonitor monitor, MonitoredTransfer transfer) {
        JsonObject json = startJson(transfer.start());
        json.put(
                "seconds",
                Duration.between(transfer.start().startedAt(), monitor.now()).toSeconds());
        TransferStatus progress = transfer.latest();
        if (progress != null) {
            json.put("fileName", progress.fileName());
            json.put("bytes", progress.bytes());
            json.put("total", progress.total());
            json.put("bytesPerSecond", progress.bytesPerSecond());
            Duration timeLeft = progress.timeLeft();
            if (timeLeft != null) {
                json.put("secondsLeft", timeLeft.toSeconds());
            }
        }
        return json;
    }

    private static JsonObject failureJson(TransferEnd failure) {
        JsonObject json = startJson(failure.transfer());
        json.put("time", failure.endedAt().toString());
        json.put("exception", failure.failureType());
        return json;
    }

    private static JsonObject startJson(TransferStart start) {
        JsonObject json = new JsonObject();
        json.put("url", start.maskedUrl());
        json.put("exchangeId", start.exchangeId());
        if (start.routeId() != null) {
            json.put("routeId", start.routeId());
        }
        return json;
    }
}
