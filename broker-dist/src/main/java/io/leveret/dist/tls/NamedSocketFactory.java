package io.leveret.dist.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets that take only the certificate of the host that they were made for, whoever speaks TLS on them and forgets to look. Immutable. */
final class NamedSocketFactory extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final String nameCheck;

    /** {@code nameCheck} is Java's name for how names of certificates are compared. */
    NamedSocketFactory(SSLSocketFactory sockets, String nameCheck) {
        this.sockets = sockets;
        this.nameCheck = nameCheck;
    }

    private Socket checked(Socket socket) {
        if (!(socket instanceof SSLSocket secured)) {
            throw new IllegalStateException("no socket with TLS: " + socket);
        }
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(nameCheck);
        secured.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return checked(sockets.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return checked(sockets.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return checked(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return checked(sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return checked(sockets.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return checked(sockets.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
