# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# What decides about packages first, so that a change of the code does not restore them again.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY eng/shims/Patched.DistributedLock.Postgres/Patched.DistributedLock.Postgres.csproj eng/shims/Patched.DistributedLock.Postgres/packages.lock.json eng/shims/Patched.DistributedLock.Postgres/
COPY src/Gateway.Domain/Gateway.Domain.csproj src/Gateway.Domain/packages.lock.json src/Gateway.Domain/
COPY src/Gateway.Projections/Gateway.Projections.csproj src/Gateway.Projections/packages.lock.json src/Gateway.Projections/
COPY src/Gateway.GraphQL/Gateway.GraphQL.csproj src/Gateway.GraphQL/packages.lock.json src/Gateway.GraphQL/
COPY src/Gateway.Simulator/Gateway.Simulator.csproj src/Gateway.Simulator/packages.lock.json src/Gateway.Simulator/
COPY src/Gateway.Ingress/Gateway.Ingress.csproj src/Gateway.Ingress/packages.lock.json src/Gateway.Ingress/
RUN dotnet restore src/Gateway.Ingress --locked-mode

COPY src/ src/
RUN dotnet publish src/Gateway.Ingress --configuration Release --no-restore --output /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./

# The number of the account that the image brings; it may write nothing, and with a configured database nothing needs to be written.
USER $APP_UID
ENV ASPNETCORE_URLS=http://0.0.0.0:8080
EXPOSE 8080
ENTRYPOINT ["dotnet", "Gateway.Ingress.dll"]
