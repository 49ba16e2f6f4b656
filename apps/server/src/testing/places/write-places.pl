#!/usr/bin/perl
# Writes places.mmdb beside this script, a geolocation file of documentation networks (RFC 5737, RFC 3849), for
# tests. It is committed, so that tests need neither Perl nor a licence: write it anew only to change it.
# Wants Debian's libmaxmind-db-writer-perl. `perl write-places.pl`
use strict;
use warnings;
use utf8;
use File::Basename qw(dirname);
use MaxMind::DB::Writer::Tree;

my %types = (
    city => 'map', country => 'map', names => 'map', iso_code => 'utf8_string',
    en => 'utf8_string', de => 'utf8_string', ru => 'utf8_string',
);
my $tree = MaxMind::DB::Writer::Tree->new(
    ip_version => 6,
    record_size => 24,
    database_type => 'Foyer-Test-City',
    languages => ['en', 'de', 'ru'],
    description => { en => 'Documentation networks for the tests of Foyer' },
    map_key_type_callback => sub { $types{ $_[0] } },
    remove_reserved_networks => 0,
);

my $germany = { iso_code => 'DE', names => { en => 'Germany', de => 'Deutschland', ru => 'Германия' } };
my $austria = { iso_code => 'AT', names => { en => 'Austria', de => 'Österreich', ru => 'Австрия' } };
my $berlin = { names => { en => 'Berlin', de => 'Berlin', ru => 'Берлин' } };
my $vienna = { names => { en => 'Vienna', de => 'Wien', ru => 'Вена' } };

$tree->insert_network('203.0.113.0/25', { city => $berlin, country => $germany });
$tree->insert_network('203.0.113.128/25', { country => $germany });
$tree->insert_network('198.51.100.0/24', { city => $vienna, country => $austria });
$tree->insert_network('2001:db8:aaaa::/48', { city => $berlin, country => $germany });
# Nothing is shown of private networks, whatever a file says of them.
$tree->insert_network('10.0.0.0/8', { city => $vienna, country => $austria });

open my $file, '>:raw', dirname(__FILE__) . '/places.mmdb' or die "cannot write: $!";
$tree->write_tree($file);
close $file;
