import alibabacloud_oss_v2 as oss
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy


def test_stores_an_object():
    server = (
        DockerContainer("ghcr.io/osspresign/oss-dev-server:1.0.0-SNAPSHOT")
        .with_command("--bucket demo")
        .with_exposed_ports(9000)
        .waiting_for(HttpWaitStrategy(9000).for_status_code(403))
    )
    with server:
        config = oss.config.load_default()
        config.credentials_provider = oss.credentials.StaticCredentialsProvider(
            "dev-access-key-id", "dev-access-key-secret"
        )
        config.region = "cn-hangzhou"
        config.endpoint = f"http://{server.get_container_host_ip()}:{server.get_exposed_port(9000)}"
        config.use_path_style = True
        client = oss.Client(config)

        client.put_object(oss.PutObjectRequest(bucket="demo", key="hello.txt", body=b"hello"))

        assert client.get_object(oss.GetObjectRequest(bucket="demo", key="hello.txt")).body.read() == b"hello"
