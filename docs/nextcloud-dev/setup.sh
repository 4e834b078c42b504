#!/usr/bin/env bash
# Installs Talk, creates users and conversations. Can be run again: existing data stay.
#
#   docker compose up -d --wait && ./setup.sh [--push]
set -euo pipefail
command -v python3 >/dev/null || { echo 'python3 is needed to read the answers' >&2; exit 1; }
cd "$(dirname "$0")"

BASE=http://localhost:8080
# Nextcloud refuses shorter and well-known passwords. These are only for this computer.
PASSWORD=Feuerwehr-Probe-112
USERS=("alice:Alice Anders" "bob:Bob Böhm" "carla:Carla Cordes" "dora:Dora Dietz")

occ() { docker compose exec -T --user www-data "$@"; }
nc() { occ nextcloud php occ "$@"; }

# Makes an OCS call as a user: POST with data, GET with -G; prints the answer as JSON.
ocs() {
  local user=$1 path=$2
  shift 2
  curl -fsS -u "$user:$PASSWORD" -H 'OCS-APIRequest: true' -H 'Accept: application/json' \
    "$@" "$BASE/ocs/v2.php/$path"
}

# Never use `grep -q`: it closes the pipe while the other program still writes, which counts as a failure under pipefail.
has_app() { nc app:list --output=json | grep -F "\"$1\"" >/dev/null; }

install_app() {
  if has_app "$1"; then nc app:enable "$1"; else nc app:install "$1"; fi
}

# Prints the token of alice's conversation of that name, or nothing.
token_of() {
  ocs alice apps/spreed/api/v4/room -G | python3 -c '
import json, sys
rooms = json.load(sys.stdin)["ocs"]["data"]
print(next((room["token"] for room in rooms if room["displayName"] == sys.argv[1]), ""))' "$1"
}

is_installed() { curl -fsS "$BASE/status.php" 2>/dev/null | grep -F '"installed":true' >/dev/null; }

echo '· waiting for Nextcloud'
for _ in $(seq 60); do
  if is_installed; then break; fi
  sleep 2
done
is_installed || { echo "no Nextcloud at $BASE" >&2; exit 1; }

echo '· apps'
install_app spreed
install_app notifications

echo '· users'
for entry in "${USERS[@]}"; do
  name=${entry%%:*}
  if nc user:info "$name" >/dev/null 2>&1; then continue; fi
  occ -e "OC_PASS=$PASSWORD" nextcloud php occ user:add --password-from-env --display-name="${entry#*:}" "$name"
done

echo '· conversations'
# roomType 2: a group.
for room in 'Einsatzgruppe 1' 'Jugendfeuerwehr' 'Gerätehaus'; do
  if [ -n "$(token_of "$room")" ]; then continue; fi
  ocs alice apps/spreed/api/v4/room --data-urlencode "roomName=$room" -d roomType=2 >/dev/null
  token=$(token_of "$room")
  for member in bob carla dora; do
    ocs alice "apps/spreed/api/v4/room/$token/participants" -d "newParticipant=$member" -d source=users >/dev/null
  done
  ocs bob "apps/spreed/api/v1/chat/$token" --data-urlencode "message=Willkommen in „${room}“!" >/dev/null
done
# roomType 1: one-to-one; a second request returns the same conversation.
ocs alice apps/spreed/api/v4/room -d roomType=1 -d invite=bob >/dev/null

if [ "${1:-}" = --push ]; then
  echo '· push'
  install_app notify_push
  docker compose --profile push up -d --wait push
  # `notify_push:setup` would set this, but it checks the address from inside the container, where nothing answers at it.
  nc config:app:set notify_push base_endpoint --value="$BASE/push"
fi

cat <<DONE

Nextcloud: $BASE
Users:     alice, bob, carla, dora – password $PASSWORD (administrator: admin / admin)
Talkmelder: npm start -- --server=$BASE
DONE
