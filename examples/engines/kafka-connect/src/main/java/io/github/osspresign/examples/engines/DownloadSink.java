// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Sink connector whose tasks download the links of a topic. */
public final class DownloadSink extends SinkConnector {

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> settings) {
        this.settings = settings;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return DownloadTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, settings);
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(
                        "folder",
                        ConfigDef.Type.STRING,
                        ConfigDef.Importance.HIGH,
                        "Folder on a local disk of each worker");
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1";
    }
}
