package io.parley.catalog.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The proxy that the environment names, as other tools read it: {@code https_proxy} and
 * {@code http_proxy} by the address's scheme, {@code no_proxy} for hosts that are reached
 * directly, each also in capitals. Where it names none, the system properties of Java
 * say. A proxy that asks for a password is not supported.
 */
final class EnvironmentProxy extends ProxySelector {

    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;

    private final List<String> direct;

    EnvironmentProxy(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.direct = Arrays.stream(variable("no_proxy").split(","))
            .map((host) -> host.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter((host) -> !host.isEmpty())
            .toList();
    }

    @Override
    public List<Proxy> select(URI address) {
        String proxy = variable(address.getScheme() + "_proxy").strip();
        if (proxy.isEmpty()) {
            @Nullable ProxySelector java = ProxySelector.getDefault();
            return (java != null) ? java.select(address) : List.of(Proxy.NO_PROXY);
        }
        String host = address.getHost().toLowerCase(Locale.ROOT);
        if (this.direct.stream()
            .anyMatch((each) -> each.equals("*") || host.equals(each) || host.endsWith("." + each))) {
            return List.of(Proxy.NO_PROXY);
        }
        URI place = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        int port = (place.getPort() > 0) ? place.getPort() : DEFAULT_PORT;
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(place.getHost(), port)));
    }

    private String variable(String name) {
        return this.environment.getOrDefault(name, this.environment.getOrDefault(name.toUpperCase(Locale.ROOT), ""));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // the request fails, and says so
    }

}
