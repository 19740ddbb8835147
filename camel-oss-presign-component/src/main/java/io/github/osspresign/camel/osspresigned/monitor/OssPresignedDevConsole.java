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

/** Dev console that shows the running transfers of all endpoints and their last failure, with masked URLs. */
@DevConsole(name = "osspresigned", displayName = "OSS Presigned", description = "Downloads of OSS presigned links")
public final class OssPresignedDevConsole extends AbstractDevConsole {

    /** Creates a console for the registry of consoles. */
    public OssPresignedDevConsole() {
        super("camel", "osspresigned", "OSS Presigned", "Downloads of OSS presigned links");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (JsonObject endpoint : endpoints()) {
            text.append(endpoint.get("uri")).append('\n');
            endpoint.<JsonArray>getCollection("active")
                    .forEach(transfer -> addLine(text, "active", (JsonObject) transfer));
            if (endpoint.containsKey("failure")) {
                addLine(text, "failed", endpoint.getMap("failure"));
            }
        }
        return text.toString();
    }

    private static void addLine(StringBuilder text, String name, JsonObject transfer) {
        text.append(transfer.entrySet().stream()
                .map(property -> property.getKey() + " " + property.getValue())
                .collect(Collectors.joining(", ", "    " + name + ": ", "\n")));
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        return new JsonObject(Map.of("endpoints", new JsonArray(endpoints())));
    }

    private List<JsonObject> endpoints() {
        return getCamelContext().getEndpoints().stream()
                .filter(MonitoredEndpoint.class::isInstance)
                .map(endpoint -> endpointJson((MonitoredEndpoint) endpoint))
                .toList();
    }

    private static JsonObject endpointJson(MonitoredEndpoint endpoint) {
        TransferMonitor monitor = endpoint.monitor();
        JsonArray active = new JsonArray();
        monitor.active().forEach(transfer -> active.add(activeJson(monitor, transfer)));

        JsonObject json = new JsonObject();
        json.put("uri", URISupport.sanitizeUri(endpoint.getEndpointUri()));
        json.put("active", active);
        TransferEnd last = monitor.lastEnd();
        if (last != null && last.failure() != null) {
            json.put("failure", failureJson(last));
        }
        return json;
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
